import type { Benchmark } from "../domain/benchmark.ts";
import { withUnit } from "../domain/unit-word.ts";
import { formatThreshold } from "./gate-words.ts";

function otherSide({ relative_to: relativeTo }: Benchmark): string {
  return relativeTo === "human" ? "the second coder" : "the baseline";
}

/** What a benchmark requires, as the end of a sentence: "at least 0.95 is required", "at most 2,000 ms is required". */
export function requiredWords(benchmark: Benchmark, unit: string | null): string {
  const { at_least, at_most, no_worse_by, better_by } = benchmark;
  const show = (threshold: number) => withUnit(formatThreshold(threshold), unit);
  if (at_least !== undefined) return `at least ${show(at_least)} is required`;
  if (at_most !== undefined) return `at most ${show(at_most)} is required`;
  const other = otherSide(benchmark);
  if (better_by !== undefined) return `better than ${other} by ${show(better_by)} is required`;
  return `no worse than ${other} by more than ${show(no_worse_by ?? 0)} is required`;
}

/** What the measured number is, after it: "0.91 measured", "a difference of -0.01 from the baseline measured". */
export function measuredWords(measured: string, benchmark: Benchmark): string {
  const isDifference = benchmark.no_worse_by !== undefined || benchmark.better_by !== undefined;
  return isDifference
    ? `a difference of ${measured} from ${otherSide(benchmark)} measured`
    : `${measured} measured`;
}
