import type { AutomationSpec } from "../domain/automation-spec.ts";
import type { Benchmark } from "../domain/benchmark.ts";
import type { ReferenceSpec, ScopeFilter } from "../domain/scope-spec.ts";

/** What the questions of the analysis need to know of a scenario. `systems` null: all that the reference holds. */
export interface AnalysisInput {
  readonly include: ScopeFilter;
  readonly exclude: ScopeFilter;
  readonly systems: readonly string[] | null;
  readonly reference: ReferenceSpec;
  readonly slices: readonly string[];
  readonly benchmarks: readonly Benchmark[];
  /** What an automation threshold must prove; null: none is asked for. */
  readonly automation: AutomationSpec | null;
  readonly isRecorded: boolean;
  /** How often the engine is asked each encounter; 1 for a recorded engine. */
  readonly repeats: number;
  /** What the dates of the dataset are; only real ones tell validity by themselves, and weeks. */
  readonly dates: "real" | "shifted" | "year";
  readonly confidence: number;
  readonly seed: number;
}

/** Columns of `encounters` that any filter, slice or benchmark of the scenario reads; in text order. */
export function columnsRead(input: AnalysisInput): readonly string[] {
  const named = [
    ...Object.keys(input.include),
    ...Object.keys(input.exclude),
    ...input.slices,
    ...input.benchmarks.flatMap((benchmark) => Object.keys(benchmark.slice ?? {})),
    ...(input.automation?.by === undefined ? [] : [input.automation.by]),
    "claim_type",
  ];
  return [...new Set(named)].sort();
}

/** The allowed sources as the SQL reads them, `|coder|provider|`; "" for all. */
export function sourcesParameter(reference: ReferenceSpec): string {
  return reference.sources === undefined ? "" : `|${reference.sources.join("|")}|`;
}
