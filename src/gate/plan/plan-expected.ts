import type { Benchmark } from "../../domain/benchmark.ts";
import type { Figure } from "../../domain/figure.ts";
import { metricAsked } from "../figure-asked.ts";
import type { PlanInputs, Sourced } from "./plan-inputs.ts";

/**
 * The true value to reckon with: what an option says of the metric (`change.` or `excess.` before
 * it where a difference is asked for), the benchmark's own `expected`, the option for all
 * that ask for at least something, the pilot's value, and no difference where only `no_worse_by` is asked. Null where
 * nothing tells.
 */
export function chooseExpected(
  benchmark: Benchmark,
  figure: Figure | null,
  { options }: PlanInputs,
): Sourced | null {
  const named = options.expectedOf.get(metricAsked(benchmark));
  if (named !== undefined) return { value: named, from: "option" };
  if (benchmark.expected !== undefined) return { value: benchmark.expected, from: "benchmark" };
  if (options.expected !== null && benchmark.at_least !== undefined)
    return { value: options.expected, from: "option" };
  if (figure !== null && figure.value !== null) return { value: figure.value, from: "pilot" };
  return benchmark.no_worse_by === undefined ? null : { value: 0, from: "assumed" };
}
