import { fewRareClusters } from "./gate-bound.ts";
import { clampToUnit, type Interval, tailOf } from "./interval.ts";
import { clopperPearson } from "./proportion.ts";
import { tQuantile } from "./quantiles.ts";

/**
 * A ratio within 0 and 1, its linearised variance, and Kish's (Σx)²/Σx² over `clusters`. `rareClusters`: those that
 * carry the rarer outcome; all of them where it is not given.
 */
export interface RatioEstimate {
  readonly value: number | null;
  readonly variance: number | null;
  readonly kish: number | null;
  readonly clusters: number;
  readonly rareClusters?: number;
  readonly confidence: number;
}

/** A figure on its own scale, with the degrees of freedom of its variance. */
export interface IdentityEstimate {
  readonly value: number | null;
  readonly variance: number | null;
  readonly df: number | null;
  readonly confidence: number;
}

function logit(share: number): number {
  return Math.log(share) - Math.log1p(-share);
}

function unlogit(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function logitInterval(value: number, variance: number, df: number, confidence: number): Interval {
  const t = tQuantile(1 - tailOf(confidence), df);
  const spread = (t * Math.sqrt(variance)) / (value * (1 - value));
  const centre = logit(value);
  return { lower: clampToUnit(unlogit(centre - spread)), upper: clampToUnit(unlogit(centre + spread)) };
}

/** Clusters that tell the spread, less 1: where fewer than 30 carry the rarer outcome, those. */
export function degreesOfSpread(clusters: number, rareClusters = clusters): number {
  return (rareClusters < fewRareClusters ? Math.min(clusters, rareClusters) : clusters) - 1;
}

/**
 * Two-sided interval of a ratio within 0 and 1: t on the logit scale, with clusters − 1 degrees of freedom, or with
 * those of the clusters that carry the rarer outcome where they are fewer than 30.
 *
 * Where the data show no spread (exactly 0 or 1, all clusters alike, one cluster alone with the rarer outcome) it is
 * Clopper–Pearson on Kish's size instead. Null where value, variance or size is missing.
 * Source: Korn & Graubard 1999, Analysis of Health Surveys, 3.2; Dean & Pagano 2015.
 */
export function ratioInterval(estimate: RatioEstimate): Interval | null {
  const { value, variance, kish, clusters, confidence } = estimate;
  if (value === null) return null;
  const df = degreesOfSpread(clusters, estimate.rareClusters);
  const isAlone = clusters >= 2 && df < 1;
  const isExtreme = value <= 0 || value >= 1;
  if (isExtreme || isAlone || variance === 0) {
    return kish === null ? null : clopperPearson(value * kish, kish, confidence);
  }
  if (variance === null || clusters < 2) return null;
  return logitInterval(value, variance, df, confidence);
}

/** value ± t·√variance; null where a part is missing or `df` is not above 0. */
export function identityInterval(estimate: IdentityEstimate): Interval | null {
  const { value, variance, df, confidence } = estimate;
  if (value === null || variance === null || df === null || df <= 0) return null;
  const spread = tQuantile(1 - tailOf(confidence), df) * Math.sqrt(variance);
  return { lower: value - spread, upper: value + spread };
}
