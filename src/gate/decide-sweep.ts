import type { Benchmark, Looks } from "../domain/benchmark.ts";
import { type Slice, sliceKey } from "../domain/figure.ts";
import { unitWord } from "../domain/unit-word.ts";
import type { BenchmarkResult } from "../domain/verdict.ts";
import { holm } from "../stats/multiplicity.ts";
import { type Decision, decideWithP } from "./decide-benchmark.ts";
import type { Measurements } from "./find-figure.ts";
import { noBounds } from "./gate-evidence.ts";
import { formatThreshold } from "./gate-words.ts";
import { undecided } from "./judge-figure.ts";
import { writeRequirement } from "./requirement.ts";

const decimalsOfP = 4;

function hasValueOf(slice: Slice, fixed: Slice, column: string): boolean {
  const columns = Object.keys(slice);
  return (
    columns.length === Object.keys(fixed).length + 1 &&
    column in slice &&
    Object.entries(fixed).every(([key, value]) => slice[key] === value)
  );
}

/** Every slice of the sweep that any figure of the run was made for, in the order of the figures. */
function slicesOf(benchmark: Benchmark, column: string, { results }: Measurements): readonly Slice[] {
  const fixed = benchmark.slice ?? {};
  const found = results.figures.flatMap(({ slice }) =>
    slice !== null && hasValueOf(slice, fixed, column) ? [slice] : [],
  );
  return [...new Map(found.map((slice) => [sliceKey(slice), slice])).values()];
}

/** A refutation that the number of slices may explain is none (Holm 1979). */
function correct({ result, p }: Decision, isRejected: boolean, slices: number): BenchmarkResult {
  if (p === null) return result;
  if (result.outcome !== "not-met" || isRejected) return { ...result, p };
  const chance = `p ${formatThreshold(Number(p.toFixed(decimalsOfP)))}`;
  const reason = `${result.reason}; among ${slices} values of ${result.each} that may be chance (${chance}, Holm)`;
  return { ...result, p, outcome: "inconclusive", reason };
}

function withoutSlices(benchmark: Benchmark, column: string, measurements: Measurements): BenchmarkResult {
  const { name, metric, system, level, slice } = benchmark;
  const reason = `no figure was made by ${column}; add it to slices and run \`shadowbench analyze\``;
  return {
    name: name ?? null,
    metric,
    system: system ?? null,
    slice: slice ?? null,
    each: column,
    level,
    requirement: writeRequirement(benchmark, measurements.results.run.baseline?.run ?? null),
    unit: unitWord(metric, measurements.service?.cost?.currency ?? null),
    p: null,
    method: null,
    value: null,
    ...noBounds,
    encounters: null,
    ...undecided(reason),
    outcome_unwaived: null,
    waiver: null,
    expired_waivers: [],
    encounters_needed: null,
    encounters_needed_90: null,
  };
}

/**
 * Holds a benchmark for every value of its column `each` that the run has figures by. *Met* is not corrected, as
 * all must be met; *not met* holds at the gate's level over all slices together (Holm), with the one-sided p of the
 * refutation in every result, 1 for a slice that cannot be judged. Inconclusive where the run has no such slice.
 */
export function decideSweep(
  benchmark: Benchmark,
  column: string,
  measurements: Measurements,
  confidence: number,
  looks: Looks,
): readonly BenchmarkResult[] {
  const decisions = slicesOf(benchmark, column, measurements).map((slice) =>
    decideWithP({ ...benchmark, slice }, measurements, confidence, looks),
  );
  if (decisions.length === 0) return [withoutSlices(benchmark, column, measurements)];
  const rejected = holm(
    decisions.map(({ p }) => p ?? 1),
    1 - confidence,
  );
  return decisions.map((decision, at) => correct(decision, rejected[at] ?? false, decisions.length));
}
