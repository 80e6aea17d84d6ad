import { findMetric } from "../../domain/metric-catalogue.ts";
import type { ResultsRun } from "../../domain/results.ts";
import type { BenchmarkResult } from "../../domain/verdict.ts";
import { metricUnit } from "../figures.ts";
import { formatList, formatRequired, type Unit } from "../format.ts";

/** Whether a benchmark is held against another run or the second coder; its value is then a difference. */
export function isRelative({ requirement }: BenchmarkResult): boolean {
  return requirement.no_worse_by !== undefined || requirement.better_by !== undefined;
}

/** The unit of what was measured: percentage points for a difference of shares, money in the gate's currency. */
export function benchmarkUnit(benchmark: BenchmarkResult): Unit {
  const unit = metricUnit(benchmark.metric);
  if (unit === "money" && benchmark.unit !== null) return { currency: benchmark.unit };
  return isRelative(benchmark) && unit === "share" ? "difference" : unit;
}

/** Whether more is asked for: of a difference, where more of the metric is better. */
export function asksAtLeast(benchmark: BenchmarkResult): boolean {
  if (isRelative(benchmark)) return findMetric(benchmark.metric)?.better !== "lower";
  return benchmark.requirement.at_least !== undefined;
}

/** The number that a benchmark requires; of a margin, the difference that it allows or asks for. */
export function requiredValue(benchmark: BenchmarkResult): number {
  const { at_least, at_most, no_worse_by, better_by } = benchmark.requirement;
  if (!isRelative(benchmark)) return at_least ?? at_most ?? 0;
  const gain = better_by ?? 0 - (no_worse_by ?? 0);
  return asksAtLeast(benchmark) ? gain : 0 - gain;
}

/** The engine that a run's baseline is of, "vendor-c 3.2"; null where it is the run's own, or there is none. */
export function nameBaseline({ baseline, engine }: ResultsRun): string | null {
  if (baseline === null) return null;
  const [theirs, own] = [baseline, { engine: engine.name, version: engine.version }].map(
    (one) => `${one.engine} ${formatList(one.version)}`,
  );
  return theirs === own ? null : (theirs ?? null);
}

/** What a relative benchmark is held against, by `baseline` where that is given; null for any other. */
export function describeOther(benchmark: BenchmarkResult, baseline: string | null = null): string | null {
  if (!isRelative(benchmark)) return null;
  if (benchmark.requirement.relative_to === "human") return "the second coder";
  return baseline ?? `the baseline ${benchmark.requirement.baseline ?? ""}`.trimEnd();
}

/** "≥ 90 %" or "≤ 1 %"; of a difference "≥ −2 points". */
export function formatRequirement(benchmark: BenchmarkResult): string {
  const sign = asksAtLeast(benchmark) ? "≥" : "≤";
  return `${sign}\u00a0${formatRequired(benchmarkUnit(benchmark), requiredValue(benchmark))}`;
}
