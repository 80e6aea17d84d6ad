import { betaCdf, normalQuantile, tQuantile } from "../quantiles.ts";
import { linearisedVariance, type RatioMoments } from "../ratio.ts";

/** One point of a chart: sums over its clusters, and how many clusters carry the one outcome and the other. */
export interface ChartPoint extends RatioMoments {
  readonly yes: number;
  readonly no: number;
}

/**
 * How much wider than a binomial one the points of a chart scatter within themselves.
 *
 * - `designEffect`: variance of a point over that of as many independent trials as it has denominators.
 * - `df`: degrees of freedom it was estimated with; null where nothing was estimated.
 */
export interface Dispersion {
  readonly designEffect: number;
  readonly df: number | null;
  readonly method: "binomial" | "estimated" | "greatest";
}

/** The line a chart is drawn around: Σy/Σx of its base period, and the base's Σx. */
export interface Centre {
  readonly share: number;
  readonly x: number;
}

/** Fewer clusters with the rarer outcome tell too little of its scatter; METRICS, Guarantees, draws the same line. */
const fewestRare = 30;

function sumOf(points: readonly ChartPoint[], pick: (point: ChartPoint) => bigint | number): number {
  return points.reduce((sum, point) => sum + Number(pick(point)), 0);
}

function greatestEffect(points: readonly ChartPoint[]): Dispersion {
  const designEffect = Math.max(1, sumOf(points, ({ xx }) => xx) / sumOf(points, ({ x }) => x));
  return { designEffect, df: null, method: "greatest" };
}

/** Residuals about each point's own ratio, so that a change from point to point does not widen the limits. */
function estimateEffect(points: readonly ChartPoint[], rare: number): Dispersion | null {
  let [scatter, binomial] = [0, 0];
  for (const point of points) {
    const variance = linearisedVariance(point);
    if (variance === null) continue;
    const [y, x] = [Number(point.y), Number(point.x)];
    scatter += variance * x ** 2;
    binomial += y * (1 - y / x);
  }
  if (binomial <= 0 || scatter <= 0) return null;
  return { designEffect: scatter / binomial, df: rare - 1, method: "estimated" };
}

/**
 * The design effect of a ratio within 0 and 1, pooled over the points of its chart. Null where nothing was counted.
 *
 * One count a cluster in every point is binomial: 1. Else the linearised cluster variances of the points, added up,
 * over their binomial ones. With fewer than 30 clusters that carry the rarer outcome it is the greatest it can be,
 * Σx²/Σx over clusters, as if all counts of a cluster were one.
 * Source: Kish 1965, Survey Sampling, 8.2; Rao & Scott 1992, Biometrics 48:577, for counts over a design effect.
 */
export function poolDispersion(points: readonly ChartPoint[]): Dispersion | null {
  const counted = points.filter(({ x }) => x > 0n);
  if (counted.length === 0) return null;
  if (counted.every(({ xx, x }) => xx === x)) return { designEffect: 1, df: null, method: "binomial" };
  const share = sumOf(counted, ({ y }) => y) / sumOf(counted, ({ x }) => x);
  const rare = sumOf(counted, ({ yes, no }) => (share >= 0.5 ? no : yes));
  if (rare < fewestRare) return greatestEffect(counted);
  return estimateEffect(counted, rare) ?? greatestEffect(counted);
}

/** Whichever widens limits more. */
export function widerDispersion(a: Dispersion, b: Dispersion): Dispersion {
  return b.designEffect > a.designEffect ? b : a;
}

/** With fewer clusters than this a point's tails are those of single charts, whatever the scatter on average. */
const fewestClusters = 20;

/** A point's size: Σx, Σx² and how many clusters. */
export type PointSize = Pick<ChartPoint, "x" | "xx" | "clusters">;

/** Kish's (Σx)²/Σx²: as if all counts of a cluster were one. */
function worstSize({ x, xx, clusters }: PointSize): number {
  return clusters < fewestClusters ? Number(x) ** 2 / Number(xx) : Number.POSITIVE_INFINITY;
}

/**
 * Denominators of a point in independent trials, at a two-sided `level`.
 *
 * `base`: Σx of a base period that the point is no part of, whose own chance is added; null for a point within it.
 * A design effect that was estimated costs (z/t)². A point of fewer than 20 clusters is worth Kish's size at most.
 */
export function effectiveSize(
  point: PointSize,
  base: number | null,
  { designEffect, df }: Dispersion,
  level: number,
): number {
  const upper = 1 - level / 2;
  const shrink = df === null ? 1 : (normalQuantile(upper) / tQuantile(upper, df)) ** 2;
  const own = Math.min((Number(point.x) / designEffect) * shrink, worstSize(point));
  return base === null ? own : 1 / (1 / own + designEffect / (base * shrink));
}

/** A centre of 0 or 1 leaves no chance for the other outcome: Laplace's rule of succession takes its place. */
export function openCentre({ share, x }: Centre, { designEffect }: Dispersion): number {
  if (share > 0 && share < 1) return share;
  const n = x / designEffect;
  return (share * n + 1) / (n + 2);
}

function chanceAbove(share: number, n: number, centre: number): number {
  return share <= 0 ? 1 : betaCdf(centre, share * n, n - share * n + 1);
}

/**
 * Two-sided p of a share under a binomial law of `n` trials, real-valued, around `centre`: twice the lesser tail.
 * Source: Clopper & Pearson 1934, Biometrika 26:404, by beta quantiles.
 */
export function pointP(share: number, n: number, centre: number): number {
  const tails = [chanceAbove(share, n, centre), chanceAbove(1 - share, n, 1 - centre)];
  return Math.min(1, 2 * Math.min(...tails));
}

const halvings = 50;

function upperLimit(n: number, centre: number, tail: number): number {
  if (chanceAbove(1, n, centre) > tail) return 1;
  let [inside, outside] = [centre, 1];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (inside + outside) / 2;
    if (chanceAbove(middle, n, centre) > tail) inside = middle;
    else outside = middle;
  }
  return outside;
}

/**
 * Control limits of a share of `n` trials around `centre`, at a two-sided `level`: a share at or beyond one has
 * p ≤ level. Probability limits: where the outcome is rare, centre ± z·σ would be crossed several times too often.
 * Source: Montgomery 2013, Introduction to Statistical Quality Control, 7.2, for the chart.
 */
export function controlLimits(n: number, centre: number, level: number) {
  const tail = level / 2;
  return { lower: 1 - upperLimit(n, 1 - centre, tail), upper: upperLimit(n, centre, tail) };
}
