import type { Coding } from "./coders.ts";
import { type EncounterRow, encounterColumns, type GivenCode } from "./encounter-truth.ts";
import type { EngineAnswer } from "./engines.ts";
import type { SyntheticEncounter } from "./synthesise.ts";

type Cell = string | number | null;

/** A file of the dataset: where it stands in the folder, its first line, and what one encounter adds to it. */
export interface TableFile {
  readonly path: string;
  /** Null for NDJSON, which has none. */
  readonly header: string | null;
  readonly write: (encounter: SyntheticEncounter) => string;
}

const codeColumns = [
  "encounter_id",
  "coder_id",
  "role",
  "system",
  "code",
  "sequence",
  "use",
  "poa",
  "modifiers",
  "units",
  "line",
  "service_date",
  "source",
];
const codingColumns = ["encounter_id", "coder_id", "role", "started_at", "finished_at", "assisted"];
const engineCodeColumns = [
  "encounter_id",
  "system",
  "code",
  "sequence",
  "use",
  "poa",
  "modifiers",
  "units",
  "confidence",
];
const responseColumns = ["encounter_id", "status", "reason", "confidence", "latency_ms", "error", "version"];

const encounterTable: TableFile = {
  path: "encounters.csv",
  header: writeLine(encounterColumns),
  write: ({ truth }) => writeLine(encounterColumns.map((column) => truth.row[column])),
};

const encounterTableWithWeek: TableFile = {
  path: "encounters.csv",
  header: writeLine([...encounterColumns, "shadow_week"]),
  write: ({ truth }) => writeLine([...encounterColumns.map((column) => truth.row[column]), truth.week]),
};

const documentTable: TableFile = {
  path: "documents.ndjson",
  header: null,
  write: ({ truth }) => truth.documents.map((document) => `${JSON.stringify(document)}\n`).join(""),
};

/** What is true of every encounter: for whoever plays the reviewer, and no table of the dataset. */
const truthTable: TableFile = {
  path: "truth.csv",
  header: writeLine(["encounter_id", "system", "code", "use"]),
  write: ({ truth }) =>
    truth.codes
      .map(({ system, code, use }) => writeLine([truth.row.encounter_id, system, code, use]))
      .join(""),
};

const codingTables: readonly TableFile[] = [
  {
    path: "codes.csv",
    header: writeLine(codeColumns),
    write: ({ truth, codings }) => codings.map((coding) => writeCoding(truth.row, coding)).join(""),
  },
  {
    path: "codings.csv",
    header: writeLine(codingColumns),
    write: ({ truth, codings }) =>
      codings
        .map(({ coderId, role, startedAt, finishedAt, assisted }) =>
          writeLine([truth.row.encounter_id, coderId, role, startedAt, finishedAt, assisted]),
        )
        .join(""),
  },
];

/** Which tables a dataset has beside those that every one has. */
export interface TableChoice {
  readonly engines: readonly { readonly name: string }[];
  /** A column `shadow_week` in encounters. */
  readonly withWeek: boolean;
  readonly withNotes: boolean;
  readonly withTruth: boolean;
}

/** The tables of the dataset itself, then two for each recorded engine in a folder of its name. */
export function listTables(choice: TableChoice): readonly TableFile[] {
  return [
    choice.withWeek ? encounterTableWithWeek : encounterTable,
    ...(choice.withNotes ? [documentTable] : []),
    ...codingTables,
    ...choice.engines.flatMap(({ name }) => listEngineTables(name)),
    ...(choice.withTruth ? [truthTable] : []),
  ];
}

function listEngineTables(name: string): readonly TableFile[] {
  const answerOf = ({ answers }: SyntheticEncounter) => answers.filter(({ engine }) => engine.name === name);
  return [
    {
      path: `${name}/codes.csv`,
      header: writeLine(engineCodeColumns),
      write: (encounter) =>
        answerOf(encounter)
          .map((answer) => writeAnswer(encounter.truth.row, answer))
          .join(""),
    },
    {
      path: `${name}/responses.csv`,
      header: writeLine(responseColumns),
      write: (encounter) =>
        answerOf(encounter)
          .map((answer) => writeResponse(encounter.truth.row, answer))
          .join(""),
    },
  ];
}

function writeCoding(row: EncounterRow, { coderId, role, codes, charges }: Coding): string {
  const about = [row.encounter_id, coderId, role];
  const numbered = numberCodes(codes);
  const lines = numbered.map(({ given, sequence, line }) =>
    writeLine([
      ...about,
      given.system,
      given.code,
      sequence,
      given.use,
      given.poa,
      given.modifiers,
      given.units,
      line,
      given.use === "procedure" ? row.service_start : null,
      "coder",
    ]),
  );
  const last = numbered.reduce((most, { line }) => Math.max(most, line ?? 0), 0);
  const chargeLines = charges.map(({ system, code, units }, at) =>
    writeLine([
      ...about,
      system,
      code,
      null,
      "procedure",
      null,
      null,
      units,
      last + at + 1,
      row.service_start,
      "chargemaster",
    ]),
  );
  return [...lines, ...chargeLines].join("");
}

function writeAnswer(row: EncounterRow, { codes }: EngineAnswer): string {
  return numberCodes(codes)
    .map(({ given, sequence }) =>
      writeLine([
        row.encounter_id,
        given.system,
        given.code,
        sequence,
        given.use,
        given.poa,
        given.modifiers,
        given.units,
        given.confidence,
      ]),
    )
    .join("");
}

function writeResponse(row: EncounterRow, answer: EngineAnswer): string {
  const { status, reason, confidence, latencyMs, error, engine } = answer;
  return writeLine([row.encounter_id, status, reason, confidence, latencyMs, error, engine.version]);
}

interface NumberedCode<Given> {
  readonly given: Given;
  readonly sequence: number | null;
  readonly line: number | null;
}

/**
 * Codes in the order of a claim: diagnoses with external causes after them are numbered from 1, procedures from 1
 * apart; reasons for coming have no number. A code that came out twice stands once. CPT and HCPCS have a line.
 */
function numberCodes<Given extends GivenCode>(codes: readonly Given[]): readonly NumberedCode<Given>[] {
  const distinct = codes.filter(
    ({ code, use }, at) => codes.findIndex((other) => other.code === code && other.use === use) === at,
  );
  const of = (use: GivenCode["use"]) => distinct.filter((given) => given.use === use);
  const diagnoses = [...of("diagnosis"), ...of("external_cause")];
  return [
    ...diagnoses.map((given, at) => ({ given, sequence: at + 1, line: null })),
    ...of("procedure").map((given, at) => ({
      given,
      sequence: at + 1,
      line: given.system === "ICD-10-PCS" ? null : at + 1,
    })),
    ...[...of("admitting"), ...of("reason_for_visit")].map((given) => ({
      given,
      sequence: null,
      line: null,
    })),
  ];
}

function writeLine(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(",")}\n`;
}

function writeCell(cell: Cell): string {
  if (cell === null) return "";
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
