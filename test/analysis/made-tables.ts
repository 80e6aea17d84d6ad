import { onTestFinished } from "vitest";
import type { AnalysisInput } from "../../src/analysis/analysis-input.ts";
import { type Analysis, analyze } from "../../src/analysis/analyze.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { columnsOfStore, type StagedColumn } from "../../src/dataset/staged-columns.ts";
import { type TableName, tableContracts, tableNames } from "../../src/dataset/table-contract.ts";
import type { CodeRow } from "../../src/domain/code-row.ts";
import { type Figure, type Slice, sliceKey } from "../../src/domain/figure.ts";
import type { Notice } from "../../src/domain/results.ts";
import { createEmptyLibrary } from "../../src/library/empty-library.ts";
import { openStore, type Store } from "../../src/store/store.ts";

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;
export type Tables = Readonly<Partial<Record<TableName, readonly Row[]>>> & {
  readonly encounters: readonly Row[];
  /** Rows of the official tables by name, such as `library_severity`; a table not named stays empty. */
  readonly library?:
    | Readonly<Record<string, readonly Readonly<Record<string, Cell | boolean>>[]>>
    | undefined;
};

export const diagnoses = "ICD-10-CM";

/** One row per code of a text such as "I10 E11.9", first-listed first where `numbered`. */
export function assign(encounter: string, codes: string, more: Row = {}): Row[] {
  return codes
    .split(" ")
    .filter((code) => code !== "")
    .map((code) => ({ encounter_id: encounter, system: diagnoses, code, ...more }));
}

export function answer(encounter: string, status: string, more: Row = {}): Row {
  return { encounter_id: encounter, status, ...more };
}

export const defaultInput: AnalysisInput = {
  include: {},
  exclude: {},
  systems: null,
  reference: { role: "final" },
  slices: [],
  benchmarks: [],
  automation: null,
  isRecorded: true,
  repeats: 1,
  dates: "real",
  confidence: 0.95,
  seed: 7,
};

function sqlType({ cell }: StagedColumn): string {
  if (cell.kind === "integer") return "BIGINT";
  return cell.kind === "number" || cell.kind === "share" ? "DOUBLE" : "VARCHAR";
}

function attributesOf(rows: readonly Row[]): string[] {
  const known = tableContracts.encounters.map((column) => column.name);
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !known.includes(name));
}

async function fillTable(store: Store, name: TableName, rows: readonly Row[]): Promise<void> {
  const columns = columnsOfStore(name, name === "encounters" ? attributesOf(rows) : []);
  const definitions = columns.map((column) => `"${column.name}" ${sqlType(column)}`).join(", ");
  await store.execute(`CREATE TABLE source_${name} ("row" BIGINT, ${definitions})`);
  const values = rows.map((row, index) => [
    index + 1,
    ...columns.map((column) => row[column.name] ?? column.fallback),
  ]);
  await store.append(`source_${name}`, ["row", ...columns.map((column) => column.name)], values);
}

async function fillLibrary(store: Store, library: Tables["library"] = {}): Promise<void> {
  await createEmptyLibrary(store);
  for (const [table, rows] of Object.entries(library)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    await store.execute(`CREATE TABLE given (${columns.map((column) => `${column} VARCHAR`).join(", ")})`);
    const values = rows.map((row) => columns.map((column) => (row[column] ?? null)?.toString() ?? null));
    await store.append("given", columns, values);
    await store.execute(
      `INSERT INTO ${table} BY NAME SELECT ${columns.join(", ")} FROM given; DROP TABLE given;`,
    );
  }
}

/** A store with every `source_*` table of the data contract, filled from plain rows. */
export async function openTables(
  tables: Tables,
  threads = 2,
  allowedDirectories: readonly string[] = [],
): Promise<Store> {
  const store = await openStore({ file: ":memory:", allowedDirectories, memoryLimitMb: 500, threads });
  for (const name of tableNames) await fillTable(store, name, tables[name] ?? []);
  await fillLibrary(store, tables.library);
  return store;
}

/** Notices of what was counted apart, without those that say what no table could judge and which slices are small. */
export function countedApart(analysis: Analysis): readonly Notice[] {
  return analysis.tables.notices.filter(({ notice }) => !/judged|unknown:|under 30 encounters/.test(notice));
}

export interface Measured {
  readonly analysis: Analysis;
  readonly systems: readonly string[];
  /** The one figure of that name; fails the test where there is none. */
  readonly figure: (metric: string, system?: string | null, slice?: Slice | null) => Figure;
  readonly value: (metric: string, system?: string | null, slice?: Slice | null) => number | null;
  readonly code: (code: string) => CodeRow;
}

function findFigure(figures: readonly Figure[], metric: string, system: string | null, slice: Slice | null) {
  const found = figures.filter(
    (figure) =>
      figure.metric === metric && figure.system === system && sliceKey(figure.slice) === sliceKey(slice),
  );
  const [figure] = found;
  if (figure === undefined || found.length > 1)
    throw new Error(`${found.length} figures ${metric} of ${system} in ${sliceKey(slice)}`);
  return figure;
}

export async function measureStore(store: Store, input: AnalysisInput): Promise<Measured> {
  const drops = await applyScope(store, input);
  const systems = await encode(store, input);
  const analysis = await analyze(store, input, systems, drops);
  const isOncePerRun = (metric: string) =>
    /^((human\.|excess\.)?(principal|engine)\.|automation\.)|^self\.status|^calibration\..*\.encounters$/.test(
      metric,
    );
  const figure: Measured["figure"] = (metric, system, slice = null) =>
    findFigure(analysis.figures, metric, system ?? (isOncePerRun(metric) ? null : "all"), slice);
  return {
    analysis,
    systems,
    figure,
    value: (metric, system, slice) => figure(metric, system, slice).value,
    code: (code) => {
      const row = analysis.tables.codes.find((each) => each.code === code);
      if (row === undefined) throw new Error(`no row of ${code}`);
      return row;
    },
  };
}

/** Scope, encoding and every question of the analysis over plain rows. */
export async function measure(
  tables: Tables,
  input: Partial<AnalysisInput> = {},
  threads = 2,
): Promise<Measured> {
  const store = await openTables(tables, threads);
  try {
    return await measureStore(store, { ...defaultInput, ...input });
  } finally {
    store.close();
  }
}

/** A store that outlives the call, for tests that read tables in between; closed when the test ends. */
export async function keepStore(tables: Tables, threads = 2): Promise<Store> {
  const store = await openTables(tables, threads);
  onTestFinished(() => store.close());
  return store;
}
