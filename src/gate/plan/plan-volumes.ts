import type { Benchmark } from "../../domain/benchmark.ts";
import type { CountedKind, Volumes } from "../../domain/plan-document.ts";
import type { Results } from "../../domain/results.ts";
import { metricAsked } from "../figure-asked.ts";
import { countCompared, type PlanInputs } from "./plan-inputs.ts";

/** Which encounters a benchmark counts: all, the doubly coded ones, or those that reviewers settled. */
export function countedKindOf(benchmark: Benchmark): CountedKind {
  const metric = metricAsked(benchmark);
  if (metric.startsWith("true.") || metric.startsWith("change.true.")) return "adjudicated";
  return metric.startsWith("human.") || metric.startsWith("excess.") ? "doubly-coded" : "encounters";
}

function countDoublyCoded({ figures }: Results): number {
  const counts = figures
    .filter(({ metric, slice }) => metric.startsWith("human.") && slice === null)
    .map(({ encounters }) => encounters ?? 0);
  return Math.max(0, ...counts);
}

/** How many encounters of a kind the pilot had; null without a pilot, or where it had none. */
export function countInPilot({ pilot }: PlanInputs, kind: CountedKind): number | null {
  if (pilot === null) return null;
  const { results } = pilot;
  const counts: Record<CountedKind, number> = {
    encounters: countCompared(results),
    "doubly-coded": countDoublyCoded(results),
    adjudicated: results.run.adjudication?.settled ?? 0,
  };
  return counts[kind] === 0 ? null : counts[kind];
}

/** Share of encounters that a second coder codes too: as written, else as in the pilot; null where neither tells. */
export function findDoublyCodedShare(inputs: PlanInputs): number | null {
  const written = inputs.spec.doubly_coded_share;
  if (written !== undefined) return written;
  const [all, doubly] = [countInPilot(inputs, "encounters"), countInPilot(inputs, "doubly-coded")];
  return all === null || doubly === null ? null : doubly / all;
}

/** What the site brings in a week, by what is counted; null where nobody says. */
export function findVolumes(inputs: PlanInputs): Volumes {
  const { spec, options } = inputs;
  const encounters = options.perWeek ?? spec.encounters_per_week ?? null;
  const share = findDoublyCodedShare(inputs);
  const doubly = encounters === null || share === null ? null : encounters * share;
  return {
    encounters,
    "doubly-coded": spec.doubly_coded_per_week ?? doubly,
    adjudicated: spec.adjudicated_per_week ?? null,
  };
}
