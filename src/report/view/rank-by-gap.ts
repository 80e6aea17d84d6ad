import type { BenchmarkResult } from "../../domain/verdict.ts";
import { benchmarkUnit, requiredValue } from "./requirement-words.ts";

/** How far a value is from what was required: in shares, and of any other unit in parts of the requirement. */
function gapOf(benchmark: BenchmarkResult): number {
  const { value } = benchmark;
  if (value === null) return 0;
  const required = requiredValue(benchmark);
  const gap = Math.abs(value - required);
  const unit = benchmarkUnit(benchmark);
  return unit === "share" || unit === "difference" || required === 0 ? gap : gap / Math.abs(required);
}

/** Missed benchmarks, the furthest from what was required first; equal gaps in the order of the gate. */
export function rankByGap(missed: readonly BenchmarkResult[]): readonly BenchmarkResult[] {
  return missed.toSorted((a, b) => gapOf(b) - gapOf(a));
}
