import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { type Results, resultsSchema } from "../../src/domain/results.ts";
import { type RunManifest, runManifestSchema } from "../../src/domain/run-manifest.ts";
import { seededRandom, silentLogger, systemClock } from "../../src/effects.ts";
import { HarnessError } from "../../src/errors.ts";
import type { RunContext } from "../../src/run/run-context.ts";

const codes = ["I10", "E11.9", "J18.9", "N39.0", "K21.9", "E78.5", "F32.9", "M54.50", "I50.9", "J44.1"];
const settings = ["inpatient", "outpatient", "emergency"];
const payers = ["Blue", "Green", "Public"];

/** A whole number from the digest of a text: the same in every run, and spread evenly. */
function numberOf(text: string): number {
  return createHash("md5").update(text).digest().readUInt32LE(0);
}

function pick(list: readonly string[], key: string): string {
  return list[numberOf(key) % list.length] ?? "";
}

function codesOf(id: string): readonly string[] {
  const drawn = ["a", "b", "c"].map((letter) => pick(codes, `${id}${letter}`));
  return [...new Set(drawn)];
}

/**
 * The answers depend on the encounter alone: most are the coder's with a slip here and there, one in nine is an
 * abstention, one in eleven a failure.
 */
export function engineText({ delayMs = 0, version = "1", first = "" } = {}): string {
  return `import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
const codes = ${JSON.stringify(codes)};
const numberOf = (text) => createHash("md5").update(text).digest().readUInt32LE(0);
const pick = (key) => codes[numberOf(key) % codes.length];
${first}
export default {
  name: "spread",
  version: "${version}",
  async code({ encounter_id: id }) {
    if (${delayMs} > 0) await setTimeout(${delayMs});
    if (numberOf(id + "fails") % 11 === 0) throw new Error("out of order: " + id);
    const drawn = [...new Set(["a", "b", "d"].map((letter) => pick(id + letter)))];
    const answer = drawn.map((code, at) => ({ system: "ICD-10-CM", code, sequence: at + 1, confidence: 0.5 }));
    if (numberOf(id + "abstains") % 9 === 0) return { status: "abstained", reason: "low_confidence", codes: answer };
    return { status: "coded", codes: answer, confidence: (numberOf(id) % 100) / 100 };
  },
};
`;
}

export const gate = `gate:
  benchmarks:
    - {metric: codes.recall, system: ICD-10-CM, at_least: 0.2}
    - {metric: engine.error_rate, at_most: 0.5}
`;

export interface Making {
  readonly encounters?: number;
  /** Lines of the scenario beside schema, name, dataset and engine. */
  readonly scenario?: string;
  readonly engineLine?: string;
  readonly engine?: string;
}

export interface Tables {
  readonly encounters: readonly string[];
  readonly codes: readonly string[];
  readonly documents: readonly string[];
}

export const headers = {
  encounters: "encounter_id,patient_id,setting,payer,age,race",
  codes: "encounter_id,system,code,sequence",
};

/** Rows of the tables without their headers. Each encounter has a note that may leave and a text that may not. */
export function tablesOf(encounters: number): Tables {
  const ids = Array.from({ length: encounters }, (_, at) => `E${String(at + 1).padStart(5, "0")}`);
  return {
    encounters: ids.map((id, at) => {
      const cells = [
        id,
        `P${at % 97}`,
        pick(settings, `${id}s`),
        pick(payers, `${id}p`),
        20 + (at % 60),
        "R1",
      ];
      return cells.join(",");
    }),
    codes: ids.flatMap((id) => codesOf(id).map((code, at) => `${id},ICD-10-CM,${code},${at + 1}`)),
    documents: ids.flatMap((id) => [
      JSON.stringify({
        encounter_id: id,
        document_id: `${id}-1`,
        kind: "progress_note",
        text: `Note of ${id}.`,
      }),
      JSON.stringify({ encounter_id: id, document_id: `${id}-2`, kind: "social_history", text: "Withheld." }),
    ]),
  };
}

export const datasetManifest = `schema: shadowbench.dataset/1
name: spread
version: "1"
provenance: synthetic
tables: {encounters: encounters.csv, codes: codes.csv, documents: documents.ndjson}
`;

export function formatLines(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

export function tableFiles(tables: Tables): Record<string, string> {
  return {
    "data/dataset.yaml": datasetManifest,
    "data/encounters.csv": formatLines(headers.encounters, ...tables.encounters),
    "data/codes.csv": formatLines(headers.codes, ...tables.codes),
    "data/documents.ndjson": formatLines(...tables.documents),
  };
}

/** The files of a scenario with its dataset and a module engine. */
export function runFiles(making: Making = {}): Record<string, string> {
  const { encounters = 120, scenario = "", engine = engineText() } = making;
  const engineLine = making.engineLine ?? '{kind: module, name: spread, version: "1", path: ./engine.mjs}';
  return {
    "scenario.yaml": `schema: shadowbench.scenario/1
name: spread
dataset: data
engine: ${engineLine}
${scenario}
`,
    "engine.mjs": engine,
    ...tableFiles(tablesOf(encounters)),
  };
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A new temporary folder that holds these files until the test is over. */
export function makeRunFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-run-"));
  writeFiles(folder, files);
  onTestFinished(() => removeFolder(folder));
  return folder;
}

export function openContext(overrides: Partial<RunContext> = {}): RunContext {
  return {
    clock: systemClock,
    random: seededRandom(1),
    logger: silentLogger,
    signal: new AbortController().signal,
    onProgress: () => {},
    environment: () => undefined,
    ...overrides,
  };
}

export function readText(...path: readonly string[]): string {
  return readFileSync(join(...path), "utf8");
}

export function readResults(...path: readonly string[]): Results {
  return resultsSchema.parse(JSON.parse(readText(...path, "results.json")));
}

export function readRunManifest(...path: readonly string[]): RunManifest {
  return runManifestSchema.parse(JSON.parse(readText(...path, "manifest.json")));
}

/** Lines of a journal as they lie there, without the newline. */
export function journalLines(...path: readonly string[]): string[] {
  return readText(...path, "journal.ndjson")
    .split("\n")
    .slice(0, -1);
}

/** The error for people that `work` ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<HarnessError> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof HarnessError) return thrown;
  throw new Error("no HarnessError was thrown", { cause: thrown });
}
