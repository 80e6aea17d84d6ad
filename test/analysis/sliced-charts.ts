import type { AnalysisInput } from "../../src/analysis/analysis-input.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { readSystemsNotGiven } from "../../src/analysis/encode/systems.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { makeScopes } from "../../src/analysis/slices/scopes.ts";
import { noticeSubgroups } from "../../src/analysis/subgroups/columns.ts";
import { measureSubgroups } from "../../src/analysis/subgroups/subgroups.ts";
import { type Random, seededRandom } from "../../src/effects.ts";
import { answer, assign, defaultInput, keepStore, type Tables } from "./made-tables.ts";

export interface SlicedChart {
  readonly encounter: string;
  readonly patient: string;
  readonly reference: readonly string[];
  readonly engine: readonly string[];
  readonly status: string;
  readonly payer: string | null;
  readonly region: string;
  readonly sex: string;
}

export function tablesOf(charts: readonly SlicedChart[]): Tables {
  return {
    encounters: charts.map(({ encounter, patient, payer, region, sex }) => ({
      encounter_id: encounter,
      patient_id: patient,
      payer,
      region,
      sex,
    })),
    codes: charts.flatMap(({ encounter, reference }) => assign(encounter, reference.join(" "))),
    engine_codes: charts.flatMap(({ encounter, engine }) => assign(encounter, engine.join(" "))),
    engine_responses: charts.map(({ encounter, status }) => answer(encounter, status)),
  };
}

export async function measureTables(tables: Tables, input: Partial<AnalysisInput>, threads = 2) {
  const store = await keepStore(tables, threads);
  const whole = { ...defaultInput, ...input };
  await applyScope(store, whole);
  const systems = await encode(store, whole);
  const scopes = await makeScopes(store, whole);
  const systemsNotGiven = await readSystemsNotGiven(store);
  const context = { scopes, systems, confidence: 0.95, unit: "patient", systemsNotGiven };
  return { rows: await measureSubgroups(store, context), notices: noticeSubgroups(scopes) };
}

const pool = ["A00", "B01", "C50", "D50", "F32.9", "I10"];

function pickOne(random: Random, values: readonly string[]): string {
  return values[Math.floor(random() * values.length)] ?? "";
}

/** Patients of one to many encounters; sex is the patient's, payer and region the encounter's. */
export function drawCharts(encounters: number, patients: number, seed: number): SlicedChart[] {
  const random = seededRandom(seed);
  return Array.from({ length: encounters }, (_, index) => {
    const patient = Math.floor(random() ** 2 * patients);
    const reference = pool.filter(() => random() < 0.4);
    const status = pickOne(random, ["coded", "coded", "coded", "coded", "abstained", "failed"]);
    const payer = pickOne(random, ["Medicare", "Medicaid", "none"]);
    return {
      encounter: `e${index}`,
      patient: `p${patient}`,
      reference,
      engine: pool.filter((code) => reference.includes(code) !== random() < 0.2),
      status,
      payer: payer === "none" ? null : payer,
      region: pickOne(random, ["north", "south"]),
      sex: patient % 2 === 0 ? "F" : "M",
    };
  });
}
