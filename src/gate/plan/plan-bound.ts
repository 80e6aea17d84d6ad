import type { Looks } from "../../domain/benchmark.ts";
import { isAtMostOne, type Metric } from "../../domain/metric.ts";
import type { PowerEvidence } from "../../stats/power/power.ts";
import { isShareDifference } from "../gate-bounds.ts";

/** By which of its bounds a gate will hold a figure of this metric, for the power to be reckoned with. */
export function boundBy(
  metric: Metric,
  confidence: number,
  looks: Looks,
): Required<Pick<PowerEvidence, "tuning" | "isShareDifference" | "isAtMostOne">> {
  const isSequential = looks.mode === "sequential";
  return {
    tuning: isSequential ? { tunedFor: looks.tuned_for, alpha: 1 - confidence } : null,
    isShareDifference: isShareDifference(metric),
    isAtMostOne: isAtMostOne(metric),
  };
}
