import type { Figure, FigureKey } from "../../domain/figure.ts";
import { isAtMostOne, type Metric } from "../../domain/metric.ts";
import { fromShares, shareOf } from "../../stats/end-at-one.ts";
import { identityInterval } from "../../stats/ratio-interval.ts";
import { poweredInterval } from "../../stats/sampled/powered-interval.ts";
import type { PoweredSample } from "../../stats/sampled/powered-sample.ts";
import { estimatePowered, type PoweredRatio } from "../../stats/sampled/prediction-powered.ts";
import { blankFigure } from "../blank-figure.ts";

export interface TruthFigureInput {
  readonly key: FigureKey;
  readonly metric: Metric;
  readonly sample: PoweredSample | null;
  /** All encounters that the figure speaks for. */
  readonly encounters: number;
  readonly unit: string;
  readonly confidence: number;
  /** Why there is no figure, whatever the sample holds; null where nothing stands against one. */
  readonly obstacle: string | null;
  /** What a reader must know of the figure beside its value; null for nothing. */
  readonly warning: string | null;
}

/** Sums of weights end a hair beside 0 and 1, where the logit scale has no room; estimates may lie beyond them. */
const hair = 1e-9;

function toShare(value: number): number {
  if (value > 1 - hair) return 1;
  return value < hair ? 0 : value;
}

function emptyFigure({ key, confidence, sample }: TruthFigureInput, note: string): Figure {
  const encounters = sample?.units.length ?? 0;
  return { ...key, value: null, ...blankFigure, confidence, encounters, clusters: 0, note };
}

function intervalOf({ metric, confidence }: TruthFigureInput, value: number, estimate: PoweredRatio) {
  const { variance, df } = estimate;
  if (metric.form !== "unbounded") return poweredInterval(value, estimate, confidence);
  if (!isAtMostOne(metric) || value < 0) return identityInterval({ value, variance, df, confidence });
  const share = shareOf({ value: toShare(value), variance });
  return fromShares(poweredInterval(share.value, { ...estimate, ...share }, confidence));
}

function describeMethod({ sample, encounters, unit }: TruthFigureInput, { lambda }: PoweredRatio): string {
  const drawn = `${sample?.units.length ?? 0} of ${encounters} encounters`;
  return `prediction-powered (λ ${lambda.toFixed(2)}) from ${drawn}, linearised, clustered by ${unit}`;
}

/** As in an ordinary figure; of net accuracy, which is at most 1, those with any error. */
function rareClusters(metric: Metric, value: number, { yes, no }: PoweredRatio): number | null {
  if (metric.form === "unbounded") return isAtMostOne(metric) ? no : null;
  return value >= 0.5 ? no : yes;
}

function estimatedFigure(input: TruthFigureInput, estimate: PoweredRatio): Figure {
  const isUnbounded = input.metric.form === "unbounded";
  const value = isUnbounded ? estimate.value : toShare(estimate.value);
  const { variance } = estimate;
  const interval = variance === null ? null : intervalOf(input, value, estimate);
  const alone = `one ${input.unit} alone: no interval`;
  return {
    ...input.key,
    value,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    confidence: input.confidence,
    method: describeMethod(input, estimate),
    scale: isUnbounded ? "identity" : "logit",
    se: variance === null ? null : Math.sqrt(variance),
    df: estimate.df,
    n_effective: estimate.kish,
    rare_clusters: rareClusters(input.metric, value, estimate),
    numerator: estimate.numerator,
    denominator: estimate.denominator,
    encounters: input.sample?.units.length ?? 0,
    clusters: estimate.clusters,
    note: interval === null ? alone : input.warning,
  };
}

/**
 * A figure against adjudicated truth. `encounters` and `clusters` are the settled ones, `numerator` and `denominator`
 * the totals estimated for all, `n_effective` and `rare_clusters` of the settled alone: a gate may rest on no more.
 */
export function truthFigure(input: TruthFigureInput): Figure {
  const { obstacle, sample } = input;
  if (obstacle !== null) return emptyFigure(input, obstacle);
  if (sample === null) return emptyFigure(input, "no adjudicated encounter has a code here");
  const estimate = estimatePowered(sample);
  if (estimate === null) return emptyFigure(input, "neither side nor truth holds a code here");
  return estimatedFigure(input, estimate);
}
