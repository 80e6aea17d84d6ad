import { onTestFinished } from "vitest";
import type { AnalysisInput } from "../../../src/analysis/analysis-input.ts";
import { encode } from "../../../src/analysis/encode/encode.ts";
import { readSystemsNotGiven } from "../../../src/analysis/encode/systems.ts";
import { applyScope } from "../../../src/analysis/scope/scope.ts";
import { measureRepeats, type RepeatFindings } from "../../../src/analysis/self/self.ts";
import { makeScopes } from "../../../src/analysis/slices/scopes.ts";
import { figureKey } from "../../../src/domain/figure.ts";
import { readSql } from "../../../src/store/read-sql.ts";
import type { Store } from "../../../src/store/store.ts";
import {
  assign,
  defaultInput,
  diagnoses,
  type Measured,
  measureStore,
  openTables,
  type Row,
} from "../made-tables.ts";

const momentsSql = readSql(new URL("../../../src/analysis/moments.sql", import.meta.url));

/** One answer: codes in a text such as "A00 B00", or how else it ended. */
export type Repeat = string | { readonly status: "abstained" | "failed"; readonly codes?: string };

export interface RepeatedChart {
  readonly encounter: string;
  readonly patient: string;
  readonly reference: string;
  /** In the order of asking; null: not answered yet. */
  readonly repeats: readonly (Repeat | null)[];
  readonly system?: string;
  readonly payer?: string;
}

function statusOf(repeat: Repeat): string {
  return typeof repeat === "string" ? "coded" : repeat.status;
}

function listCodes({ encounter, system = diagnoses }: RepeatedChart, repeat: Repeat): readonly Row[] {
  const codes = typeof repeat === "string" ? repeat : (repeat.codes ?? "");
  return assign(encounter, codes, { system });
}

interface Asked {
  readonly chart: RepeatedChart;
  readonly place: number;
  readonly repeat: Repeat;
}

function listAnswers(charts: readonly RepeatedChart[]): readonly Asked[] {
  return charts.flatMap((chart) =>
    chart.repeats.flatMap((repeat, at) => (repeat === null ? [] : [{ chart, place: at + 1, repeat }])),
  );
}

function makeTables(charts: readonly RepeatedChart[], answers: readonly Asked[]) {
  const first = answers.filter(({ place }) => place === 1);
  return {
    encounters: charts.map(({ encounter, patient, payer = null }) => ({
      encounter_id: encounter,
      patient_id: patient,
      payer,
    })),
    codes: charts.flatMap((chart) => [...listCodes(chart, chart.reference)]),
    engine_codes: first.flatMap(({ chart, repeat }) => [...listCodes(chart, repeat)]),
    engine_responses: first.map(({ chart, repeat }) => ({
      encounter_id: chart.encounter,
      status: statusOf(repeat),
      version: "1",
    })),
  };
}

async function openRepeated(charts: readonly RepeatedChart[], more: readonly Row[]): Promise<Store> {
  const answers = listAnswers(charts);
  const store = await openTables(makeTables(charts, answers));
  onTestFinished(() => store.close());
  await store.execute(
    `CREATE TABLE source_repeat_responses (encounter_id VARCHAR, repeat INTEGER, status VARCHAR, version VARCHAR);
     CREATE TABLE source_repeat_codes (encounter_id VARCHAR, repeat INTEGER, system VARCHAR, code VARCHAR, use VARCHAR);`,
  );
  await store.append(
    "source_repeat_responses",
    ["encounter_id", "repeat", "status", "version"],
    answers.map(({ chart, place, repeat }) => [chart.encounter, place, statusOf(repeat), "1"]),
  );
  const coded = answers.filter(({ repeat }) => typeof repeat === "string");
  const rows = coded.flatMap(({ chart, place, repeat }) =>
    listCodes(chart, repeat).map((row) => ({ ...row, repeat: place })),
  );
  const columns = ["encounter_id", "repeat", "system", "code", "use"];
  const cells = [...rows, ...more].map((row: Row) => columns.map((column) => row[column] ?? null));
  await store.append("source_repeat_codes", columns, cells);
  return store;
}

interface Found extends RepeatFindings {
  readonly figure: Measured["figure"];
  readonly value: Measured["value"];
}

/** Beside the charts: rows of codes of single repeats, and what the scenario asks for. */
interface More {
  readonly more?: readonly Row[];
  readonly input?: Partial<AnalysisInput>;
}

/** What the repeats of these charts tell, by an engine that was asked so often. */
export async function measureRepeated(
  charts: readonly RepeatedChart[],
  repeats: number,
  { more = [], input = {} }: More = {},
): Promise<Found> {
  const store = await openRepeated(charts, more);
  const asked = { ...defaultInput, isRecorded: false, ...input, repeats };
  await applyScope(store, asked);
  const systems = await encode(store, asked);
  await store.execute(momentsSql);
  const scopes = await makeScopes(store, asked);
  const systemsNotGiven = await readSystemsNotGiven(store);
  const context = { scopes, systems, confidence: 0.95, unit: "patient", systemsNotGiven };
  const found = await measureRepeats(store, context, repeats);
  const figure: Found["figure"] = (metric, system = "all", slice = null) => {
    const key = figureKey({ metric, system, slice });
    const one = found.figures.filter((each) => figureKey(each) === key);
    if (one[0] === undefined || one.length > 1) throw new Error(`${one.length} figures ${key}`);
    return one[0];
  };
  return { ...found, figure, value: (...key) => figure(...key).value };
}

/** The whole analysis of these charts; `repeats` 1 leaves all answers but the first unread. */
export async function analyzeRepeated(charts: readonly RepeatedChart[], repeats: number): Promise<Measured> {
  const store = await openRepeated(charts, []);
  return measureStore(store, { ...defaultInput, isRecorded: false, repeats });
}
