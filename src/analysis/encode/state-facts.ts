import { z } from "zod";
import { readCarriedCatalogue } from "../../codeset/catalogue.ts";
import { type CodeStructure, codeStructure } from "../../codeset/code-structure.ts";
import { emLevels } from "../../codeset/em-families.ts";
import { rulesOf } from "../../codeset/system-rules.ts";
import { headerLeftOpen, isUnspecifiedTitle } from "../../codeset/unspecified.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const titledSql = readSql(new URL("./titled-codes.sql", import.meta.url));
const factsSql = readSql(new URL("./facts.sql", import.meta.url));
const titledRow = z.strictObject({
  code_ix: z.number(),
  system: z.string(),
  code: z.string(),
  title: z.string().nullable(),
});

interface Stated {
  readonly codeIx: number;
  readonly title: string | null;
  readonly isWellFormed: boolean;
  readonly structure: CodeStructure;
}

const textColumns = {
  code_ix: "INTEGER",
  category: "VARCHAR",
  chapter: "VARCHAR",
  laterality: "VARCHAR",
  laterality_base: "VARCHAR",
  seventh_character: "VARCHAR",
  seventh_base: "VARCHAR",
  is_well_formed: "BOOLEAN",
  is_unspecified: "BOOLEAN",
  open_header: "VARCHAR",
  is_history: "BOOLEAN",
  is_symptom: "BOOLEAN",
  is_definitive: "BOOLEAN",
  is_external_cause: "BOOLEAN",
  title: "VARCHAR",
} as const;
const nodeColumns = { code_ix: "INTEGER", depth: "INTEGER", node: "VARCHAR", is_self: "BOOLEAN" } as const;
const relatedColumns = { code_ix: "INTEGER", first_category: "VARCHAR", last_category: "VARCHAR" } as const;
const levelColumns = {
  system: "VARCHAR",
  code: "VARCHAR",
  family: "VARCHAR",
  level_rank: "INTEGER",
  is_facility: "BOOLEAN",
  valid_from: "VARCHAR",
  valid_to: "VARCHAR",
} as const;

type Cells = readonly (string | number | boolean | null)[];

async function fill(
  store: Store,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Cells[],
): Promise<void> {
  const definitions = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await store.execute(`CREATE OR REPLACE TABLE ${table} (${definitions.join(", ")})`);
  await store.append(table, Object.keys(columns), rows);
}

function textCells({ codeIx, title, isWellFormed, structure }: Stated): Cells {
  return [
    codeIx,
    structure.category,
    structure.chapter,
    structure.laterality,
    structure.lateralityBase,
    structure.seventhCharacter,
    structure.seventhBase,
    isWellFormed,
    structure.isUnspecified,
    structure.isUnspecified ? headerLeftOpen(structure.ancestors) : null,
    structure.isHistory,
    structure.isSymptom,
    structure.isDefinitive,
    structure.isExternalCause,
    title,
  ];
}

function nodeCells({ codeIx, structure }: Stated): readonly Cells[] {
  return structure.levels.map(({ depth, node }, index) => [codeIx, depth, node, index === 0]);
}

function relatedCells({ codeIx, structure }: Stated): readonly Cells[] {
  return [...structure.historyRanges, ...structure.symptomRanges].map((range) => [
    codeIx,
    ...range.split("-"),
  ]);
}

/** Titles that the project carries, in its own words, for where no official table is loaded; never of CPT. */
function readCarriedTitles(): ReadonlyMap<string, string> {
  const titled = readCarriedCatalogue().filter(({ system }) => system.startsWith("ICD-"));
  return new Map(titled.map(({ system, code, title }) => [`${system} ${code}`, title]));
}

/** Sides and characters are told from official titles alone; a carried one only says what a code leaves open. */
function stateCode(
  { code_ix, system, code, title }: z.infer<typeof titledRow>,
  carried: string | null,
): Stated {
  const structure = codeStructure(system, code, title);
  const isOpen = title === null && carried !== null && isUnspecifiedTitle(code, carried);
  return {
    codeIx: code_ix,
    title: title ?? carried,
    isWellFormed: rulesOf(system).isWellFormed(code),
    structure: isOpen ? { ...structure, isUnspecified: true } : structure,
  };
}

/**
 * Makes `code_facts`, `code_nodes`, `code_related` and `em_levels`: what src/codeset knows of each distinct code,
 * computed once each. Needs `codes`, `asked_codes` and the library's tables.
 */
export async function stateFacts(store: Store): Promise<void> {
  const codes = await store.query(titledSql, titledRow);
  const carried = readCarriedTitles();
  const stated = codes.map((row) => stateCode(row, carried.get(`${row.system} ${row.code}`) ?? null));
  await fill(store, "code_texts", textColumns, stated.map(textCells));
  await fill(store, "node_texts", nodeColumns, stated.flatMap(nodeCells));
  await fill(store, "related_texts", relatedColumns, stated.flatMap(relatedCells));
  await fill(
    store,
    "em_levels",
    levelColumns,
    emLevels().map((level) => [
      level.system,
      level.code,
      level.family,
      level.rank,
      level.isFacility,
      level.validFrom,
      level.validTo,
    ]),
  );
  await store.execute(factsSql);
}
