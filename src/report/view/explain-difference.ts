import type { BenchmarkResult } from "../../domain/verdict.ts";
import { formatGap, formatRequired, formatValue } from "../format.ts";
import { asksAtLeast, benchmarkUnit, describeOther, requiredValue } from "./requirement-words.ts";

type Degree = "" | "at least " | "at most ";

function isHuman({ requirement }: BenchmarkResult): boolean {
  return requirement.relative_to === "human";
}

function showGap(benchmark: BenchmarkResult, difference: number): string {
  const unit = benchmarkUnit(benchmark);
  return unit === "difference" ? formatGap(difference) : formatValue(unit, Math.abs(difference));
}

/** "fell by at least 2.1 points", beside a second coder "lies at least 2.1 points below". */
function describeShift(benchmark: BenchmarkResult, difference: number, degree: Degree = ""): string {
  const gap = `${degree}${showGap(benchmark, difference)}`;
  if (isHuman(benchmark)) return `lies ${gap} ${difference < 0 ? "below" : "above"}`;
  return `${difference < 0 ? "fell" : "rose"} by ${gap}`;
}

function describeMeasured(benchmark: BenchmarkResult, value: number, other: string): string {
  if (value === 0) return isHuman(benchmark) ? `is as ${other} is` : `did not change against ${other}`;
  const joint = isHuman(benchmark) ? "" : "against ";
  return `${describeShift(benchmark, value)} ${joint}${other}`;
}

/** "at most 1 point was allowed", "at least 2 points better was required". */
function describeMargin(benchmark: BenchmarkResult): string {
  const { better_by: better } = benchmark.requirement;
  const margin = formatRequired(benchmarkUnit(benchmark), Math.abs(requiredValue(benchmark)));
  const verb = margin === "1\u00a0point" ? "was" : "were";
  if (better !== undefined) return `at least ${margin} better ${verb} required`;
  return requiredValue(benchmark) === 0 ? "nothing worse was allowed" : `at most ${margin} ${verb} allowed`;
}

/** "fell by 2.1 points against vendor-c 3.2; at most 1 point was allowed". */
export function stateDifference(
  benchmark: BenchmarkResult,
  value: number,
  baseline: string | null = null,
): string {
  const other = describeOther(benchmark, baseline) ?? "the other";
  return `${describeMeasured(benchmark, value, other)}; ${describeMargin(benchmark)}`;
}

/** A bound of a difference in words: "it fell by at most 1.2 points" for a lower bound of −0.012. */
export function boundDifference(benchmark: BenchmarkResult, side: "lower" | "upper", bound: number): string {
  const isAway = side === "lower" ? bound >= 0 : bound < 0;
  return `it ${describeShift(benchmark, bound, isAway ? "at least " : "at most ")}`;
}

/** What the evidence leaves open of a difference: "a fall of 7.4 points cannot be ruled out". */
export function openDifference(
  benchmark: BenchmarkResult,
  value: number,
  bounds: readonly [lower: number, upper: number],
): string {
  const [lower, upper] = bounds;
  const required = requiredValue(benchmark);
  const isGood = asksAtLeast(benchmark) ? value >= required : value <= required;
  const open = asksAtLeast(benchmark) === isGood ? lower : upper;
  const gap = showGap(benchmark, open);
  if (isHuman(benchmark)) return `${gap} ${open < 0 ? "below" : "above"} cannot be ruled out`;
  return `a ${open < 0 ? "fall" : "rise"} of ${gap} cannot be ruled out`;
}
