import type { Figure, FigureKey } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import { clopperPearson } from "../../stats/proportion.ts";
import { identityInterval, ratioInterval } from "../../stats/ratio-interval.ts";
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

/**
 * Where no settled cluster carries the rarer outcome the sample says no more than Clopper–Pearson on its Kish size: so
 * near to 0 or 1 the logit scale would spread any variance over everything.
 */
function intervalOf({ metric, confidence }: TruthFigureInput, value: number, estimate: PoweredRatio) {
  const { variance, kish, df } = estimate;
  if (metric.form === "unbounded") return identityInterval({ value, variance, df, confidence });
  if (rareClusters(value, estimate) === 0) return clopperPearson(value * kish, kish, confidence);
  return ratioInterval({ value, variance, kish, clusters: df + 1, confidence });
}

function describeMethod({ sample, encounters, unit }: TruthFigureInput, { lambda }: PoweredRatio): string {
  const drawn = `${sample?.units.length ?? 0} of ${encounters} encounters`;
  return `prediction-powered (λ ${lambda.toFixed(2)}) from ${drawn}, linearised, clustered by ${unit}`;
}

function rareClusters(value: number, { yes, no }: PoweredRatio): number {
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
    rare_clusters: isUnbounded ? null : rareClusters(value, estimate),
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
