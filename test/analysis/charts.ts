import { createHash } from "node:crypto";
import { type Random, seededRandom } from "../../src/effects.ts";
import { answer, assign, type Tables } from "./made-tables.ts";

/** One encounter as the tests think of it: plain lists, no duplicates. */
export interface Chart {
  readonly encounter: string;
  readonly patient: string;
  readonly reference: readonly string[];
  readonly engine: readonly string[];
  /** Null where nobody coded it a second time. */
  readonly second: readonly string[] | null;
}

export interface Cluster {
  readonly y: number;
  readonly x: number;
}

export function tablesOf(charts: readonly Chart[]): Tables {
  return {
    encounters: charts.map(({ encounter, patient }) => ({ encounter_id: encounter, patient_id: patient })),
    codes: charts.flatMap(({ encounter, reference, second }) => [
      ...assign(encounter, reference.join(" ")),
      ...assign(encounter, (second ?? []).join(" "), { role: "second", coder_id: "second" }),
    ]),
    codings: charts.flatMap(({ encounter, second }) => [
      { encounter_id: encounter, coder_id: "coder", role: "final" },
      ...(second === null ? [] : [{ encounter_id: encounter, coder_id: "second", role: "second" }]),
    ]),
    engine_codes: charts.flatMap(({ encounter, engine }) => assign(encounter, engine.join(" "))),
    engine_responses: charts.map(({ encounter }) => answer(encounter, "coded")),
  };
}

export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export function countSides(reference: readonly string[], engine: readonly string[]): Counts {
  const tp = engine.filter((code) => reference.includes(code)).length;
  return { tp, fp: engine.length - tp, fn: reference.length - tp };
}

type Counted = { readonly patient: string; readonly counts: Counts };

/** Sums per patient of y and x, over encounters where either side has a code. */
export function clustersOf(
  charts: readonly Counted[],
  y: (counts: Counts) => number,
  x: (counts: Counts) => number,
): Map<string, Cluster> {
  const sums = new Map<string, Cluster>();
  for (const { patient, counts } of charts) {
    if (counts.tp + counts.fp + counts.fn === 0) continue;
    const before = sums.get(patient) ?? { y: 0, x: 0 };
    sums.set(patient, { y: before.y + y(counts), x: before.x + x(counts) });
  }
  return sums;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** z = (y − R·x)/Σx of each patient. */
export function residuals(clusters: ReadonlyMap<string, Cluster>): Map<string, number> {
  const all = [...clusters.values()];
  const totalX = sum(all.map(({ x }) => x));
  const ratio = sum(all.map(({ y }) => y)) / totalX;
  return new Map([...clusters].map(([patient, { y, x }]) => [patient, (y - ratio * x) / totalX]));
}

/** C/(C−1)·Σ(z−z̄)². */
export function varianceOf(zs: readonly number[]): number {
  const mean = sum(zs) / zs.length;
  return (zs.length / (zs.length - 1)) * sum(zs.map((z) => (z - mean) ** 2));
}

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function perCode(charts: readonly Chart[]): Counts[] {
  const codes = [...new Set(charts.flatMap(({ reference, engine }) => [...reference, ...engine]))];
  return codes.map((code) =>
    countSides(
      charts.filter(({ reference }) => reference.includes(code)).map(({ encounter }) => encounter),
      charts.filter(({ engine }) => engine.includes(code)).map(({ encounter }) => encounter),
    ),
  );
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function f1({ tp, fp, fn }: Counts): number {
  return shareOf(2 * tp, 2 * tp + fp + fn);
}

/** The macro figures by their definitions in METRICS.md. */
export function macroFigures(charts: readonly Chart[]): Readonly<Record<string, number>> {
  const counts = perCode(charts);
  const precision = mean(counts.map(({ tp, fp }) => shareOf(tp, tp + fp)));
  const recall = mean(counts.map(({ tp, fn }) => shareOf(tp, tp + fn)));
  return {
    "codes.f1_macro.reference": mean(counts.filter(({ tp, fn }) => tp + fn > 0).map(f1)),
    "codes.f1_macro.union": mean(counts.map(f1)),
    "codes.f1_macro.harmonic": shareOf(2 * precision * recall, precision + recall),
  };
}

function md5Lower(text: string): bigint {
  return createHash("md5").update(text).digest().readBigUInt64LE(8);
}

/** The jackknife group of each patient: rank by (md5 of `id|seed`, id) modulo min(100, patients). */
export function jackknifeGroups(patients: readonly string[], seed: number): Map<string, number> {
  const ranked = patients
    .map((patient) => ({ patient, draw: md5Lower(`${patient}|${seed}`) }))
    .sort((a, b) => (a.draw < b.draw || (a.draw === b.draw && a.patient < b.patient) ? -1 : 1));
  return new Map(ranked.map(({ patient }, rank) => [patient, rank % Math.min(100, patients.length)]));
}

function pick(random: Random, pool: readonly string[], share: number): string[] {
  return pool.filter(() => random() < share);
}

const pool = ["A00", "B01", "C50", "D50", "E11.9", "F32.9", "G40", "H40", "I10", "J18.9"];

/** Charts whose engine drops and adds some of the coder's codes; every third is coded a second time. */
export function makeCharts(encounters: number, patients: number, seed: number): Chart[] {
  const random = seededRandom(seed);
  return Array.from({ length: encounters }, (_, index) => {
    const reference = pick(random, pool, 0.4);
    const noisy = () => pool.filter((code) => reference.includes(code) !== random() < 0.2);
    return {
      encounter: `e${String(index).padStart(5, "0")}`,
      patient: `p${Math.floor(random() * patients)}`,
      reference,
      engine: noisy(),
      second: index % 3 === 0 ? noisy() : null,
    };
  });
}
