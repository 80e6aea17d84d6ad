import type { Figure } from "../domain/figure.ts";
import type { Metric } from "../domain/metric.ts";
import {
  asymptoticReach,
  betaMixtureLower,
  betaMixtureUpper,
  type SequenceTuning,
} from "../stats/confidence-sequence.ts";
import { fewDifferingClusters, guessDiffering } from "../stats/difference-bound.ts";
import { clampToUnit } from "../stats/interval.ts";
import {
  type BoundRule,
  clipDifference,
  findBoundFlaw,
  isShareDifference,
  unbounded,
} from "./gate-bounds.ts";

/** No asymptotic look before so many clusters (METRICS, Guarantees). */
const fewestClusters = 300;

/** And before so many of them carry an error. */
const fewestRareClusters = fewDifferingClusters;

function exactSequence(figure: Figure, tuning: SequenceTuning): BoundRule {
  const { numerator, denominator } = figure;
  if (numerator === null || denominator === null || denominator <= 0)
    return unbounded("the figure has no counts for a sequential bound");
  return {
    kind: "bounded",
    method: "beta-binomial confidence sequence",
    at: (confidence) => ({
      lower: betaMixtureLower(numerator, denominator, confidence, tuning),
      upper: betaMixtureUpper(numerator, denominator, confidence, tuning),
    }),
  };
}

/** Clusters in which something is wrong, or differs; null where a figure is no share and cannot tell. */
function countRare(metric: Metric, figure: Figure): number | null {
  if (figure.rare_clusters !== null || !isShareDifference(metric)) return figure.rare_clusters;
  return guessDiffering(figure.se, figure.n_effective ?? figure.clusters);
}

function findEarlyLook(metric: Metric, figure: Figure, unit: string): string | null {
  const { clusters } = figure;
  if (clusters === null) return `a sequential bound needs ${unit}s, and this figure has none`;
  if (clusters < fewestClusters)
    return `a sequential look needs ${fewestClusters} ${unit}s; there are ${clusters}`;
  const rare = countRare(metric, figure);
  if (rare === null ? figure.scale === "identity" : rare >= fewestRareClusters) return null;
  const what = isShareDifference(metric) ? "in which the two differ" : "with an error";
  return `a sequential look needs ${fewestRareClusters} ${unit}s ${what}; there are ${rare ?? "none counted"}`;
}

function asymptoticSequence(metric: Metric, figure: Figure, tuning: SequenceTuning): BoundRule {
  const { value, se, clusters } = figure;
  if (value === null || se === null || clusters === null)
    return unbounded("the figure has no standard error");
  return {
    kind: "bounded",
    method: "asymptotic confidence sequence",
    at: (confidence) => {
      const reach = asymptoticReach(clusters, confidence, tuning) * se;
      const [lower, upper] = [value - reach, value + reach];
      return figure.scale === "logit"
        ? { lower: clampToUnit(lower), upper: clampToUnit(upper) }
        : clipDifference(metric, { lower, upper });
    },
  };
}

/**
 * Bounds that hold at every look at once (METRICS, Guarantees): exact for simple proportions, asymptotic over the
 * linearised values of the clusters for other figures, on their own scale. None for macro figures. `unit` names a cluster.
 */
export function boundSequentially(
  metric: Metric,
  figure: Figure,
  tuning: SequenceTuning,
  unit = "cluster",
): BoundRule {
  if (metric.form === "macro")
    return unbounded("a macro figure has no sequential bound; ask for it with on: point");
  if (figure.scale === "binomial") return exactSequence(figure, tuning);
  const flaw = findBoundFlaw(metric, figure) ?? findEarlyLook(metric, figure, unit);
  return flaw === null ? asymptoticSequence(metric, figure, tuning) : unbounded(flaw);
}
