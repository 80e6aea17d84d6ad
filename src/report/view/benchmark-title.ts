import { allSystems } from "../../domain/code-system.ts";
import type { BenchmarkResult } from "../../domain/verdict.ts";
import { describeSlice } from "../../domain/verdict-words.ts";
import { chartTitle, figureTitle, metricTitle, sliceTitle, systemTitle } from "../figures.ts";

type Named = Pick<BenchmarkResult, "name" | "metric" | "system" | "slice">;

/** What a benchmark is headed by: its name, or what it measures. */
export function benchmarkTitle({ name, metric }: Pick<Named, "name" | "metric">): string {
  return name ?? metricTitle(metric);
}

/** What stands below the title: the metric where a name stands above, code system and slice. */
export function benchmarkScope({ name, metric, system, slice }: Named): string {
  const parts = [
    name === null ? null : metricTitle(metric),
    system === null ? null : systemTitle(system),
    slice === null ? null : sliceTitle(slice),
  ];
  return parts.filter((part) => part !== null).join(" · ") || "Every encounter";
}

/** A benchmark as short as a chart needs it. */
export function benchmarkLabel(benchmark: Named): string {
  const { name, slice } = benchmark;
  if (name === null) return chartTitle(benchmark);
  return slice === null ? name : `${name} · ${sliceTitle(slice)}`;
}

/** A benchmark with its name and its figure on one line; differs for every figure of a gate. */
export function benchmarkLine(benchmark: Named): string {
  const figure = figureTitle(benchmark);
  return benchmark.name === null ? figure : `${benchmark.name}: ${figure}`;
}

/** "Recall" → "recall"; "F1", "ICD-10-CM" stay. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A benchmark as the subject of a sentence: “finds all” (recall of codes, ICD-10-CM, payer Medicare). */
export function benchmarkSubject(benchmark: Named): string {
  const { name, system, slice } = benchmark;
  const figure = [
    chartTitle({ ...benchmark, system: null, slice: null }),
    system === null || (system === allSystems && slice !== null) ? "" : lowerFirst(systemTitle(system)),
    describeSlice(slice),
  ].filter((part) => part !== "");
  const words = figure.join(", ");
  return name === null ? words : `“${name}” (${lowerFirst(words)})`;
}
