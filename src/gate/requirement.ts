import type { Benchmark } from "../domain/benchmark.ts";
import type { BenchmarkResult } from "../domain/verdict.ts";
import type { Requirement } from "../stats/encounters-needed.ts";

/** What a benchmark asks, as one direction and one number; null where it asks for neither or both. */
export function readRequirement({ at_least, at_most }: Benchmark): Requirement | null {
  if (at_least !== undefined && at_most === undefined) return readThreshold("at-least", at_least);
  if (at_most !== undefined && at_least === undefined) return readThreshold("at-most", at_most);
  return null;
}

function readThreshold(kind: Requirement["kind"], threshold: number): Requirement | null {
  return Number.isFinite(threshold) ? { kind, threshold } : null;
}

/** The requirement as `verdict.json` repeats it. */
export function writeRequirement({ at_least, at_most, on }: Benchmark): BenchmarkResult["requirement"] {
  return {
    ...(at_least === undefined ? {} : { at_least }),
    ...(at_most === undefined ? {} : { at_most }),
    on,
  };
}

/** Whether a number satisfies the requirement; never for NaN. */
export function satisfies(measured: number, { kind, threshold }: Requirement): boolean {
  return kind === "at-least" ? measured >= threshold : measured <= threshold;
}
