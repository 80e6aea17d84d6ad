import type { Figure } from "../domain/figure.ts";
import { isAtMostOne, type Metric } from "../domain/metric.ts";
import { differenceLower } from "../stats/difference-bound.ts";
import { asShare, fromShare, isReadAsShare } from "../stats/end-at-one.ts";
import { type GateEvidence, lowerBound, upperBound } from "../stats/gate-bound.ts";
import { type GateBounds, readEvidence } from "./gate-evidence.ts";

/**
 * How a figure is bounded at any confidence, or why it cannot be; `method` is printed where it is not the usual one,
 * `whyOpen` says why a bound is null, and `fewest` how many encounters it takes to have one. `as-it-is`: the value
 * itself is held to the requirement. A lower bound is infinite where a percentile is sure to fall on no answer.
 */
export type BoundRule =
  | {
      readonly kind: "bounded";
      readonly method: string | null;
      readonly at: (confidence: number) => GateBounds;
      readonly whyOpen?: (confidence: number) => string;
      readonly fewest?: (confidence: number) => number;
    }
  | { readonly kind: "as-it-is" }
  | { readonly kind: "unbounded"; readonly reason: string };

export function unbounded(reason: string): BoundRule {
  return { kind: "unbounded", reason };
}

/** Whether a figure is a difference of shares, within −1 and 1. */
export function isShareDifference({ form, unit }: Metric): boolean {
  return form === "difference" && (unit === "difference" || unit === "share");
}

/** Bounds of a difference of shares held within −1 and 1; of net accuracies, which have no lower end, as they are. */
export function clipDifference(metric: Metric, { lower, upper }: GateBounds): GateBounds {
  if (!isShareDifference(metric) || metric.name.includes("net_accuracy")) return { lower, upper };
  const clip = (bound: number | null) => (bound === null ? null : Math.min(1, Math.max(-1, bound)));
  return { lower: clip(lower), upper: clip(upper) };
}

function negate(value: number | null): number | null {
  return value === null ? null : 0 - value;
}

function differenceBounds(metric: Metric, figure: Figure): BoundRule {
  const evidenceAt = (confidence: number) => ({
    ...readEvidence(figure, confidence),
    clusters: figure.clusters,
  });
  return {
    kind: "bounded",
    method: null,
    at: (confidence) => {
      const evidence = evidenceAt(confidence);
      const mirrored = { ...evidence, value: negate(evidence.value) };
      const bounds = { lower: differenceLower(evidence), upper: negate(differenceLower(mirrored)) };
      return clipDifference(metric, bounds);
    },
  };
}

function hasEnd(metric: Metric, { value, scale, rare_clusters: rareClusters }: Figure): boolean {
  return isShareDifference(metric) || (isAtMostOne(metric) && isReadAsShare({ value, scale, rareClusters }));
}

/**
 * Why a metric has no bound that a gate may rest on, or null where it has one.
 * Source: METRICS, Intervals: a macro interval is for the expected value at this sample size.
 */
export function findBoundFlaw(metric: Metric, figure: Figure): string | null {
  if (metric.form === "macro" && !metric.name.endsWith(".supported"))
    return "a macro figure has no bound for a gate; ask for it with on: point or min_support: 10";
  if (figure.scale === null) return "the figure has no interval; ask for its value with on: point";
  const isStill = figure.scale === "identity" && figure.se === 0 && !hasEnd(metric, figure);
  return isStill ? "the figure does not vary between the encounters, so nothing bounds it" : null;
}

/** Lower and upper bound of a figure, of one that ends at 1 by the share it stands for. */
function boundsOf(metric: Metric, evidence: GateEvidence): GateBounds {
  const share = isAtMostOne(metric) ? asShare(evidence) : null;
  if (share === null) return { lower: lowerBound(evidence), upper: upperBound(evidence) };
  return { lower: fromShare(lowerBound(share)), upper: fromShare(upperBound(share)) };
}

/** The bounds of METRICS, Guarantees, for a gate that looks once. */
export function boundOnce(metric: Metric, figure: Figure): BoundRule {
  const flaw = findBoundFlaw(metric, figure);
  if (flaw !== null) return unbounded(flaw);
  if (isShareDifference(metric) && figure.scale === "identity") return differenceBounds(metric, figure);
  return {
    kind: "bounded",
    method: null,
    at: (confidence) => boundsOf(metric, readEvidence(figure, confidence)),
  };
}
