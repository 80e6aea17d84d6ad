import type { Benchmark } from "../domain/benchmark.ts";
import type { BenchmarkResult } from "../domain/verdict.ts";
import { encountersNeeded, type Requirement } from "../stats/encounters-needed.ts";
import { type FigureSearch, findFigure, type Measurements } from "./find-figure.ts";
import { boundsOf, type GateBounds, noBounds, readEvidence } from "./gate-evidence.ts";
import {
  findBoundFlaw,
  findFlaw,
  type Judgement,
  judgeBounds,
  judgePoint,
  undecided,
} from "./judge-figure.ts";
import { readRequirement, writeRequirement } from "./requirement.ts";

type Found = Extract<FigureSearch, { kind: "found" }>;

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function judge(
  { figure, metric }: Found,
  bounds: GateBounds,
  benchmark: Benchmark,
  requirement: Requirement,
  confidence: number,
): Judgement {
  const flaw = findFlaw(figure);
  if (flaw !== null || figure.value === null) return undecided(flaw ?? "the figure could not be computed");
  if (benchmark.on === "point") return judgePoint(figure.value, requirement);
  const boundFlaw = findBoundFlaw(metric, figure);
  if (boundFlaw !== null) return undecided(boundFlaw);
  return judgeBounds(figure.value, bounds, requirement, confidence);
}

/** What a benchmark repeats of itself, and what its outcome adds only where it applies. */
function describeBenchmark({ name, level }: Benchmark) {
  return {
    name: name ?? null,
    level,
    each: null,
    p: null,
    method: null,
    outcome_unwaived: null,
    waiver: null,
    encounters_needed_90: null,
  };
}

function withoutFigure(benchmark: Benchmark, { key }: FigureSearch, reason: string): BenchmarkResult {
  return {
    ...key,
    ...describeBenchmark(benchmark),
    requirement: writeRequirement(benchmark),
    value: null,
    ...noBounds,
    encounters: null,
    ...undecided(reason),
    encounters_needed: null,
  };
}

function countNeeded(
  { figure, metric }: Found,
  benchmark: Benchmark,
  requirement: Requirement,
  confidence: number,
): number | null {
  if (benchmark.on === "point" || figure.encounters === null) return null;
  if (findFlaw(figure) !== null || findBoundFlaw(metric, figure) !== null) return null;
  return encountersNeeded(readEvidence(figure, confidence), requirement, figure.encounters);
}

function withFigure(
  benchmark: Benchmark,
  found: Found,
  requirement: Requirement,
  confidence: number,
): BenchmarkResult {
  const bounds =
    findBoundFlaw(found.metric, found.figure) === null
      ? boundsOf(readEvidence(found.figure, confidence))
      : noBounds;
  return {
    ...found.key,
    ...describeBenchmark(benchmark),
    requirement: writeRequirement(benchmark),
    value: finiteOrNull(found.figure.value),
    ...bounds,
    encounters: found.figure.encounters,
    ...judge(found, bounds, benchmark, requirement, confidence),
    encounters_needed: countNeeded(found, benchmark, requirement, confidence),
  };
}

/**
 * Holds one benchmark to its figure. What is missing, null, NaN, unknown or empty is inconclusive
 * with the reason in plain words, never met. `encounters_needed` is null where the requirement is on the value itself.
 */
export function decideBenchmark(
  benchmark: Benchmark,
  measurements: Measurements,
  confidence: number,
): BenchmarkResult {
  const search = findFigure(benchmark, measurements);
  if (search.kind === "missing") return withoutFigure(benchmark, search, search.reason);
  const requirement = readRequirement(benchmark);
  if (requirement === null) {
    return withoutFigure(benchmark, search, "the benchmark needs exactly one number: at_least or at_most");
  }
  return withFigure(benchmark, search, requirement, confidence);
}
