import type { Figure, FigureKey } from "../domain/figure.ts";
import { isAtMostOne, type Metric } from "../domain/metric.ts";
import { fromShares, shareOf } from "../stats/end-at-one.ts";
import { wilson } from "../stats/proportion.ts";
import { kishSize, linearisedVariance, type RatioMoments, ratioValue } from "../stats/ratio.ts";
import { degreesOfSpread, identityInterval, ratioInterval } from "../stats/ratio-interval.ts";
import { blankFigure } from "./blank-figure.ts";

/** Moments of a ratio over clusters, with the clusters that carry each outcome and the encounters that entered. */
export interface CountedMoments extends RatioMoments {
  readonly yes: number;
  readonly no: number;
  readonly encounters: number;
  /** How many of SQL's whole units make one of the denominator's; 1 where absent. */
  readonly xScale?: bigint;
}

export interface RatioFigureInput {
  readonly key: FigureKey;
  readonly metric: Metric;
  readonly moments: CountedMoments;
  readonly unit: string;
  readonly confidence: number;
  readonly noteWhenNull: string;
}

function isSimpleProportion(metric: Metric, moments: CountedMoments): boolean {
  return metric.form === "proportion" && moments.xx === moments.x;
}

/** Clusters with the rarer outcome; of net accuracy, which is at most 1, those with any error. Null for figures without an end. */
function rareClusters(metric: Metric, value: number, moments: CountedMoments): number | null {
  if (metric.form === "unbounded") return isAtMostOne(metric) ? moments.no : null;
  return value >= 0.5 ? moments.no : moments.yes;
}

function emptyFigure(input: RatioFigureInput): Figure {
  const { encounters, clusters } = input.moments;
  const { confidence, noteWhenNull: note } = input;
  return { ...input.key, value: null, ...blankFigure, confidence, encounters, clusters, note };
}

function intervalOf(input: RatioFigureInput, value: number, variance: number | null) {
  const { moments, metric, confidence, unit } = input;
  const { clusters } = moments;
  const rare = rareClusters(metric, value, moments) ?? clusters;
  if (isSimpleProportion(metric, moments)) {
    const interval = wilson(Number(moments.y), Number(moments.x), confidence);
    return { interval, scale: "binomial", method: `Wilson, one encounter a ${unit}` } as const;
  }
  const kish = kishSize(moments);
  if (metric.form === "unbounded") {
    const spread = { value, variance, kish, clusters, confidence };
    const interval =
      isAtMostOne(metric) && value >= 0
        ? fromShares(ratioInterval({ ...spread, ...shareOf(spread), rareClusters: rare }))
        : identityInterval({ value, variance, df: degreesOfSpread(clusters, rare), confidence });
    return { interval, scale: "identity", method: `linearised, clustered by ${unit}` } as const;
  }
  const interval = ratioInterval({ value, variance, kish, clusters, rareClusters: rare, confidence });
  const isExact = variance === 0 || value === 0 || value === 1 || degreesOfSpread(clusters, rare) < 1;
  const method = isExact ? `Clopper–Pearson on Kish's size, by ${unit}` : `linearised, clustered by ${unit}`;
  return { interval, scale: "logit", method } as const;
}

/**
 * A ratio of sums or a simple proportion with its interval (METRICS.md, Intervals). A ratio 0/0 gives value null
 * with `noteWhenNull`; a single cluster gives a value without interval, and says so.
 */
export function ratioFigure(input: RatioFigureInput): Figure {
  const { moments } = input;
  const value = ratioValue(moments);
  if (value === null) return emptyFigure(input);
  const variance = linearisedVariance(moments);
  const { interval, scale, method } = intervalOf(input, value, variance);
  const scaleOfX = Number(moments.xScale ?? 1n);
  const scaleOfY = Number(moments.yScale ?? 1n) * scaleOfX;
  return {
    ...input.key,
    value,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    confidence: input.confidence,
    method,
    scale,
    se: variance === null ? null : Math.sqrt(variance),
    df: Math.max(moments.clusters - 1, 0),
    n_effective: kishSize(moments),
    rare_clusters: rareClusters(input.metric, value, moments),
    numerator: Number(moments.y) / scaleOfY,
    denominator: Number(moments.x) / scaleOfX,
    encounters: moments.encounters,
    clusters: moments.clusters,
    note: interval === null ? `one ${input.unit} alone: no interval` : null,
  };
}
