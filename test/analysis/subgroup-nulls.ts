import { codeForms, engineForms, type Form, formMoments } from "../../src/analysis/subgroups/forms.ts";
import type { PartRow, TotalRow } from "../../src/analysis/subgroups/rows.ts";
import { measureDifference } from "../../src/analysis/subgroups/slice-difference.ts";
import { type Random, seededRandom } from "../../src/effects.ts";
import { benjaminiHochberg } from "../../src/stats/multiplicity.ts";

/** One encounter of a made run: who, in which slices, and what its codes and its response came to. */
interface Made {
  readonly patient: number;
  readonly values: readonly string[];
  readonly codes: Readonly<Record<string, number>>;
  readonly engine: Readonly<Record<string, number>>;
}

export interface NullDesign {
  readonly encounters: number;
  readonly patients: number;
  /** Share of encounters that the engine fails on, and that it holds. */
  readonly rare: number;
}

function countShare(random: Random, times: number, share: number): number {
  let count = 0;
  for (let index = 0; index < times; index += 1) if (random() < share) count += 1;
  return count;
}

function drawCodes(random: Random, skill: number, isCoded: boolean): Readonly<Record<string, number>> {
  const size = 1 + Math.floor(random() * 7);
  const tp = isCoded ? countShare(random, size, skill) : 0;
  const fp = isCoded ? countShare(random, size, 0.6 * (1 - skill)) : 0;
  const fn = size - tp;
  return { tp, fp, fn, exact: fp + fn === 0 ? 1 : 0, encounters: 1 };
}

/**
 * Slices that have nothing to do with how well the engine does: payer goes by encounter, region by patient, provider
 * by patient and of very unequal size. Patients differ in how hard they are to code.
 */
function drawRun(design: NullDesign, seed: number): Made[] {
  const random = seededRandom(seed);
  const skills = Array.from({ length: design.patients }, () => 0.55 + 0.43 * random());
  return Array.from({ length: design.encounters }, () => {
    const patient = Math.floor(random() ** 1.5 * design.patients);
    const [failed, held] = [random() < design.rare ? 1 : 0, random() < design.rare ? 1 : 0];
    const provider = Math.floor(12 * ((patient * 0.6180339887) % 1) ** 2);
    return {
      patient,
      values: [`payer ${Math.floor(random() * 5)}`, `region ${patient % 4}`, `provider ${provider}`],
      codes: drawCodes(random, skills[patient] ?? 0.8, failed + held === 0),
      engine: { tp: failed, fp: 0, fn: 1 - failed, exact: held, encounters: 1 },
    };
  });
}

const names = ["tp", "fp", "fn", "exact", "encounters"];
type Sums = Map<number, number[]>;
type Side = "codes" | "engine";

function sumPatients(made: readonly Made[], side: Side): Sums {
  const sums: Sums = new Map();
  for (const each of made) {
    const own = names.map((name) => each[side][name] ?? 0);
    const before = sums.get(each.patient);
    sums.set(each.patient, before === undefined ? own : own.map((count, at) => count + (before[at] ?? 0)));
  }
  return sums;
}

/** The sums that SQL makes, each name by each other's: Σa, Σ a·b within the part, Σ a·B with the whole run's. */
function bigSums(part: Sums, whole: Sums): Record<string, bigint> {
  const sums = new Float64Array(5);
  const own = new Float64Array(25);
  const run = new Float64Array(25);
  for (const [patient, counts] of part) {
    const all = whole.get(patient) ?? [];
    for (const [a, count] of counts.entries()) {
      sums[a] = (sums[a] ?? 0) + count;
      if (count === 0) continue;
      for (let b = 0; b < 5; b += 1) {
        own[5 * a + b] = (own[5 * a + b] ?? 0) + count * (counts[b] ?? 0);
        run[5 * a + b] = (run[5 * a + b] ?? 0) + count * (all[b] ?? 0);
      }
    }
  }
  const products = names.flatMap((a, at) =>
    names.flatMap((b, by): [string, bigint][] => [
      [`own_${a}_${b}`, BigInt(own[5 * at + by] ?? 0)],
      [`run_${a}_${b}`, BigInt(run[5 * at + by] ?? 0)],
    ]),
  );
  return Object.fromEntries([...names.map((name, at) => [name, BigInt(sums[at] ?? 0)]), ...products]);
}

/** Σ a·b over encounters. */
function eachSums(made: readonly Made[], side: Side): Record<string, bigint> {
  const encounters: Sums = new Map(made.map((each, at) => [at, names.map((name) => each[side][name] ?? 0)]));
  const sums = Object.entries(bigSums(encounters, encounters));
  return Object.fromEntries(sums.map(([name, value]) => [name.replace("own_", "each_"), value]));
}

function totalRowOf(made: readonly Made[], side: Side, whole: Sums): TotalRow {
  const count = (a: number, b: number) =>
    [...whole.values()].filter((counts) => (counts[a] ?? 0) + (counts[b] ?? 0) > 0).length;
  return {
    sums: { ...eachSums(made, side), ...bigSums(whole, whole) },
    system_ix: 0,
    members: made.length,
    engine_patients: count(0, 1),
    reference_patients: count(0, 2),
    patients: whole.size,
  };
}

/** Every single value, then every two of different columns, with at least 30 encounters in it and outside. */
function subgroupsOf(made: readonly Made[]): readonly (readonly (readonly string[])[])[] {
  const values = [0, 1, 2].map((column) =>
    [...new Set(made.map((each) => each.values[column] ?? ""))].sort(),
  );
  const singles = values.flat().map((value) => [value]);
  const crossed = values.flatMap((first, index) =>
    values.slice(index + 1).flatMap((second) => first.flatMap((a) => second.map((b) => [a, b]))),
  );
  return [singles, crossed];
}

function testFamily(
  made: readonly Made[],
  side: Side,
  forms: readonly Form[],
  subgroups: readonly (readonly string[])[],
): Map<string, number[]> {
  const whole = sumPatients(made, side);
  const total = totalRowOf(made, side, whole);
  const ps = new Map<string, number[]>(forms.map(({ metric }) => [metric, []]));
  for (const subgroup of subgroups) {
    const within = made.filter(({ values }) => subgroup.every((value) => values.includes(value)));
    if (within.length < 30) continue;
    const sums = { ...eachSums(within, side), ...bigSums(sumPatients(within, side), whole) };
    const part: PartRow = { sums, system_ix: 0, members: within.length, scope_a: 0, scope_b: 0 };
    for (const form of forms) {
      const { p } = measureDifference(formMoments(form, part, total), true, 0.95);
      if (p !== null) ps.get(form.metric)?.push(p);
    }
  }
  return ps;
}

/** By family, how many of `datasets` runs with nothing to find show any finding at q ≤ .05. */
export function countFalseFindings(design: NullDesign, datasets: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let seed = 1; seed <= datasets; seed += 1) {
    const made = drawRun(design, seed);
    for (const [index, subgroups] of subgroupsOf(made).entries()) {
      const families = new Map([
        ...testFamily(made, "codes", codeForms, subgroups),
        ...testFamily(made, "engine", engineForms, subgroups),
      ]);
      for (const [metric, ps] of families) {
        const key = `${metric}, ${index === 0 ? "slices" : "crossings"}`;
        const isFound = benjaminiHochberg(ps).some((q) => q <= 0.05);
        found.set(key, (found.get(key) ?? 0) + (isFound ? 1 : 0));
      }
    }
  }
  return found;
}
