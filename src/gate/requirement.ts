import type { Benchmark } from "../domain/benchmark.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { BenchmarkResult } from "../domain/verdict.ts";
import type { Requirement } from "../stats/power/encounters-needed.ts";

const forms = ["at_least", "at_most", "no_worse_by", "better_by"] as const;
type Form = (typeof forms)[number];

/** The one form in which a benchmark asks, with its number; null where it asks in none or in several. */
function onlyForm(benchmark: Benchmark): { readonly form: Form; readonly number: number } | null {
  const asked = forms.flatMap((form) => {
    const number = benchmark[form];
    return number === undefined ? [] : [{ form, number }];
  });
  const [first, second] = asked;
  return first === undefined || second !== undefined || !Number.isFinite(first.number) ? null : first;
}

/** Whether a benchmark is held against another run or another coder; its figure is then a difference. */
export function isRelative({ no_worse_by, better_by }: Benchmark): boolean {
  return no_worse_by !== undefined || better_by !== undefined;
}

/** A margin as a bound on the difference, this run less the other, in the metric's own direction. */
function readMargin(metric: string, gain: number): Requirement | null {
  const better = findMetric(metric)?.better ?? "neither";
  if (better === "neither") return null;
  return better === "higher"
    ? { kind: "at-least", threshold: gain }
    : { kind: "at-most", threshold: 0 - gain };
}

/**
 * What a benchmark asks of its figure, as one direction and one number; null where it asks for nothing, for several
 * things, or for better where the metric knows no better. `no_worse_by` and `better_by` ask it of the difference.
 */
export function readRequirement(benchmark: Benchmark): Requirement | null {
  const asked = onlyForm(benchmark);
  if (asked === null) return null;
  const { form, number } = asked;
  if (form === "at_least") return { kind: "at-least", threshold: number };
  if (form === "at_most") return { kind: "at-most", threshold: number };
  return readMargin(benchmark.metric, form === "better_by" ? number : 0 - number);
}

/** The requirement as `verdict.json` repeats it; `baselineRun` is the id of the run that it is held against. */
export function writeRequirement(
  benchmark: Benchmark,
  baselineRun: string | null = null,
): BenchmarkResult["requirement"] {
  const { at_least, at_most, no_worse_by, better_by, relative_to, min_encounters, min_support } = benchmark;
  return {
    ...(at_least === undefined ? {} : { at_least }),
    ...(at_most === undefined ? {} : { at_most }),
    ...(no_worse_by === undefined ? {} : { no_worse_by }),
    ...(better_by === undefined ? {} : { better_by }),
    ...(relative_to === undefined ? {} : { relative_to }),
    ...(benchmark.baseline === undefined ? {} : { baseline: baselineRun ?? benchmark.baseline }),
    on: benchmark.on,
    ...(min_encounters === undefined ? {} : { min_encounters }),
    ...(min_support === undefined ? {} : { min_support }),
  };
}

/** Whether a number satisfies the requirement; never for NaN. */
export function satisfies(measured: number, { kind, threshold }: Requirement): boolean {
  return kind === "at-least" ? measured >= threshold : measured <= threshold;
}
