import type { Benchmark } from "../../domain/benchmark.ts";
import { sliceKey } from "../../domain/figure.ts";
import { type PlanDocument, planSchemaName } from "../../domain/plan-document.ts";
import { type PlannedRow, planBenchmark } from "./plan-benchmark.ts";
import { pointsAt } from "./plan-counts.ts";
import { countCompared, type PlanInputs } from "./plan-inputs.ts";
import { planTogether } from "./plan-together.ts";
import { findVolumes } from "./plan-volumes.ts";

const roundSizes = [50, 100, 200, 500].flatMap((size) => [
  size,
  size * 10,
  size * 100,
  size * 1000,
  size * 1e4,
]);
const sizes = [...new Set(roundSizes)].sort((a, b) => a - b);
const mostSizes = 6;

function hasColumn(
  slice: Record<string, string | null>,
  fixed: Record<string, string | null>,
  column: string,
) {
  return (
    column in slice &&
    Object.keys(slice).length === Object.keys(fixed).length + 1 &&
    Object.entries(fixed).every(([key, value]) => slice[key] === value)
  );
}

/** A sweep as one benchmark for every value of its column that the pilot met; as itself where no pilot tells them. */
function spreadSweep(benchmark: Benchmark, { pilot }: PlanInputs): readonly Benchmark[] {
  const { each } = benchmark;
  if (each === undefined || pilot === null) return [benchmark];
  const slices = pilot.results.figures.flatMap(({ slice }) =>
    slice !== null && hasColumn(slice, benchmark.slice ?? {}, each) ? [slice] : [],
  );
  const distinct = [...new Map(slices.map((slice) => [sliceKey(slice), slice])).values()];
  return distinct.length === 0 ? [benchmark] : distinct.map((slice) => ({ ...benchmark, slice }));
}

function describePilot({ pilot }: PlanInputs): PlanDocument["pilot"] {
  if (pilot === null) return null;
  const { results } = pilot;
  const { engine, dataset, provenance, complete, scenario } = results.run;
  return {
    run: scenario,
    engine: engine.name,
    version: engine.version,
    dataset,
    provenance,
    encounters: countCompared(results),
    complete,
  };
}

/** A few round numbers of encounters, up to the first at which the slowest benchmark has 90 %. */
function chooseSizes(rows: readonly PlannedRow[]): readonly number[] {
  const most = Math.max(0, ...rows.map(({ row }) => row.encounters_90 ?? 0));
  const last = sizes.findIndex((size) => size >= most);
  return sizes.slice(0, (last < 0 ? sizes.length : last) + 1).slice(-mostSizes);
}

function addSizes({ row, question }: PlannedRow, chosen: readonly number[]) {
  if (question === null || row.encounters_90 === null) return row;
  return { ...row, at_sizes: [...pointsAt(question, chosen)] };
}

const eachValue =
  "A sweep counts the encounters of each value of its column; how common the values are, a pilot tells.";
const everyEncounter = "Every encounter enters each figure that takes no slice.";
const lastLook =
  "With looks: sequential the chance is that of the look at this number alone; earlier looks add to it.";

function listAssumptions(inputs: PlanInputs, rows: readonly PlannedRow[]): string[] {
  const isSweepOpen = rows.some(({ row }) => row.each !== null && row.share === null);
  const { pilot, gate } = inputs;
  return [
    ...new Set([
      ...(pilot === null ? [everyEncounter] : []),
      ...rows.flatMap(({ assumed }) => assumed),
      ...(isSweepOpen ? [eachValue] : []),
      ...(gate.looks.mode === "sequential" ? [lastLook] : []),
      ...(pilot !== null && !pilot.results.run.complete ? ["The pilot run is incomplete."] : []),
    ]),
  ];
}

/**
 * How many encounters each benchmark of a gate needs for 80 and 90 % power, before any is measured; a pure function.
 * Every benchmark has a row, in the order of the gate, a sweep one for each value that the pilot met.
 */
export function planGate(inputs: PlanInputs): PlanDocument {
  const { gate } = inputs;
  const perWeek = findVolumes(inputs);
  const benchmarks = gate.benchmarks.flatMap((benchmark) => spreadSweep(benchmark, inputs));
  const rows = benchmarks.map((benchmark) => planBenchmark(benchmark, inputs, perWeek));
  const chosen = chooseSizes(rows);
  const isSequential = gate.looks.mode === "sequential";
  return {
    schema: planSchemaName,
    scenario: inputs.scenario,
    confidence: gate.confidence,
    looks: { mode: gate.looks.mode, tuned_for: isSequential ? gate.looks.tuned_for : null },
    pilot: describePilot(inputs),
    per_week: perWeek,
    assumptions: listAssumptions(inputs, rows),
    together: planTogether(rows, perWeek),
    benchmarks: rows.map((row) => addSizes(row, chosen)),
  };
}
