import type { Benchmark } from "../domain/benchmark.ts";
import type { Metric } from "../domain/metric.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { Finding } from "./finding.ts";

type MarginKey = "no_worse_by" | "better_by";

function marginOf(benchmark: Benchmark): { readonly key: MarginKey; readonly margin: number } | null {
  const { no_worse_by: worse, better_by: better } = benchmark;
  if (worse !== undefined) return { key: "no_worse_by", margin: worse };
  return better === undefined ? null : { key: "better_by", margin: better };
}

function checkMargin(metric: Metric, key: MarginKey, margin: number): Finding[] {
  if (!Number.isFinite(margin) || margin < 0)
    return [{ path: [key], message: `${key} is ${margin}; a margin is 0 or more` }];
  if (metric.unit !== "share" || margin <= 1) return [];
  const hint = margin <= 100 ? `did you mean ${Number((margin / 100).toPrecision(6))}?` : undefined;
  return [{ path: [key], message: `${key} is ${margin}; ${metric.name} differs by 1 at most`, hint }];
}

function checkOther({ baseline, relative_to: relativeTo }: Benchmark, key: MarginKey): Finding[] {
  if (baseline !== undefined && relativeTo !== undefined)
    return [{ path: ["relative_to"], message: "a benchmark has baseline or relative_to, not both" }];
  if (baseline !== undefined || relativeTo !== undefined) return [];
  const hint = "add baseline: <run folder>, or relative_to: human";
  return [{ path: [key], message: `${key} needs something to be held against`, hint }];
}

function checkComparable(metric: Metric, benchmark: Benchmark, key: MarginKey): Finding[] {
  if (metric.better === "neither") {
    const message = `${metric.name} knows no better and no worse`;
    return [{ path: ["metric"], message, hint: "use at_least or at_most" }];
  }
  const isHuman = benchmark.relative_to === "human";
  if (findMetric(`${isHuman ? "excess" : "change"}.${metric.name}`) !== undefined) return [];
  const other = isHuman ? "made for the second coder" : "compared between two runs";
  return [{ path: ["metric"], message: `${metric.name} is not ${other}, so ${key} cannot be held` }];
}

function checkUnasked({ baseline, relative_to: relativeTo }: Benchmark): Finding[] {
  const hint = "add no_worse_by or better_by, with a margin";
  if (baseline !== undefined) return [{ path: ["baseline"], message: "the baseline is not used", hint }];
  if (relativeTo === undefined) return [];
  return [{ path: ["relative_to"], message: "relative_to is not used", hint }];
}

function checkDirect({ metric, baseline }: Benchmark): Finding[] {
  if (!metric.startsWith("change.") || baseline !== undefined) return [];
  const hint = `hold ${metric.slice("change.".length)} with no_worse_by and a baseline`;
  return [{ path: ["metric"], message: `${metric} is made against a baseline only`, hint }];
}

/** What is wrong with a benchmark that is held against another run or the second coder, or should be. */
export function checkRelative(metric: Metric, benchmark: Benchmark): Finding[] {
  const asked = marginOf(benchmark);
  if (asked === null) return [...checkUnasked(benchmark), ...checkDirect(benchmark)];
  return [
    ...checkMargin(metric, asked.key, asked.margin),
    ...checkOther(benchmark, asked.key),
    ...checkComparable(metric, benchmark, asked.key),
  ];
}
