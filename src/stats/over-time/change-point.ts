import { tCdf } from "../quantiles.ts";

/** Successes `y` of `n` at one point of a series, both real: counts over a design effect. `n` 0 where nothing was counted. */
export interface SeriesPoint {
  readonly y: number;
  readonly n: number;
}

/** The split with the greatest difference: points from `index` on are after it. */
export interface Split {
  readonly index: number;
  readonly statistic: number;
}

/** Standard normal and chi-square draws for series of up to `length` points, one row a draw. */
export interface NullDraws {
  readonly draws: number;
  readonly length: number;
  readonly normals: Float64Array;
  /** One more normal a draw, for the scatter of an estimated variance. */
  readonly spreads: Float64Array;
}

/** A side with less than this many effective counts is no side of a split. */
const leastCounted = 5;

function logLikelihood(y: number, n: number, share: number): number {
  const hits = y <= 0 ? 0 : y * Math.log(y / n / share);
  const misses = n - y <= 0 ? 0 : (n - y) * Math.log((n - y) / n / (1 - share));
  return hits + misses;
}

/** Signed root of nothing: √(2·log likelihood ratio) of two binomials against one, a standard normal's size. */
function compareSides(before: SeriesPoint, after: SeriesPoint): number {
  const share = (before.y + after.y) / (before.n + after.n);
  if (share <= 0 || share >= 1) return 0;
  const ratio = logLikelihood(before.y, before.n, share) + logLikelihood(after.y, after.n, share);
  return Math.sqrt(Math.max(0, 2 * ratio));
}

function addPoints(points: readonly SeriesPoint[]): SeriesPoint {
  return points.reduce((sum, { y, n }) => ({ y: sum.y + y, n: sum.n + n }), { y: 0, n: 0 });
}

/** Places where a series may be cut: both sides hold enough, and the point before the cut was counted. */
export function splitsOf(points: readonly SeriesPoint[]): readonly number[] {
  const total = addPoints(points).n;
  let before = 0;
  return points.flatMap((point, index) => {
    const here = before;
    before += point.n;
    const isFair = here >= leastCounted && total - here >= leastCounted;
    return isFair && point.n > 0 ? [index] : [];
  });
}

/**
 * The cut of a series at which the shares before and after differ most. Null where no cut leaves both sides with 5
 * effective counts, or where one of the outcomes never occurred.
 * Source: Worsley 1983, Biometrika 70:455, the likelihood ratio of a change point in a sequence of binomials.
 */
export function findSplit(points: readonly SeriesPoint[]): Split | null {
  const total = addPoints(points);
  if (total.y <= 0 || total.y >= total.n) return null;
  const statistics = splitsOf(points).map((index) => {
    const before = addPoints(points.slice(0, index));
    return { index, statistic: compareSides(before, { y: total.y - before.y, n: total.n - before.n }) };
  });
  return statistics.reduce<Split | null>(
    (best, split) => (best === null || split.statistic > best.statistic ? split : best),
    null,
  );
}

/** Wilson & Hilferty 1931, PNAS 17:684: the cube root of a mean square is nearly normal. */
function drawSpread(normal: number, df: number | null): number {
  if (df === null) return 1;
  const narrow = 2 / (9 * df);
  return Math.max(1e-3, 1 - narrow + normal * Math.sqrt(narrow)) ** 1.5;
}

interface Cut {
  readonly index: number;
  readonly before: number;
  readonly after: number;
}

function cutsOf(points: readonly SeriesPoint[]): readonly Cut[] {
  const total = addPoints(points).n;
  return splitsOf(points).map((index) => {
    const before = addPoints(points.slice(0, index)).n;
    return { index, before, after: total - before };
  });
}

/** Greatest standardised difference of one simulated series: normal points with variances 1/n. */
function simulateStatistic(
  roots: readonly number[],
  cuts: readonly Cut[],
  normals: Float64Array,
  sums: Float64Array,
): number {
  let sum = 0;
  for (let at = 0; at < roots.length; at += 1) {
    sums[at] = sum;
    sum += (roots[at] ?? 0) * (normals[at] ?? 0);
  }
  let greatest = 0;
  for (const { index, before, after } of cuts) {
    const part = sums[index] ?? 0;
    const difference = part / before - (sum - part) / after;
    greatest = Math.max(greatest, Math.abs(difference) / Math.sqrt(1 / before + 1 / after));
  }
  return greatest;
}

function simulateP(points: readonly SeriesPoint[], statistic: number, df: number | null, drawn: NullDraws) {
  const roots = points.map(({ n }) => Math.sqrt(n));
  const cuts = cutsOf(points);
  const sums = new Float64Array(points.length);
  let reached = 0;
  for (let draw = 0; draw < drawn.draws; draw += 1) {
    const start = draw * drawn.length;
    const normals = drawn.normals.subarray(start, start + points.length);
    const spread = drawSpread(drawn.spreads[draw] ?? 0, df);
    if (simulateStatistic(roots, cuts, normals, sums) / spread >= statistic) reached += 1;
  }
  return (1 + reached) / (1 + drawn.draws);
}

/** Below this the sum of the tails over all cuts is taken: draws are too few to tell, and the sum errs upwards. */
const tellingTail = 0.001;

/** Degrees of freedom beyond which Student's law is the normal one to the last digit that counts. */
const manyDf = 1e7;

/**
 * p of the greatest difference over all cuts where nothing changed: the share of `drawn` series, normal with the
 * points' own variances, that reach it; where Bonferroni's sum over the cuts is at most 0.001, that sum.
 * `df`: of the design effect that the counts were divided by; null where it was not estimated.
 */
export function splitP(
  points: readonly SeriesPoint[],
  statistic: number,
  df: number | null,
  drawn: NullDraws,
): number {
  const tails = 2 * splitsOf(points).length * tCdf(-statistic, df ?? manyDf);
  return tails <= tellingTail ? tails : simulateP(points, statistic, df, drawn);
}

/** Draws for `splitP`, by Box and Muller's rule; the same `random`, the same numbers. */
export function drawNulls(length: number, draws: number, random: () => number): NullDraws {
  const drawNormal = () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return radius * Math.cos(2 * Math.PI * random());
  };
  const normals = Float64Array.from({ length: length * draws }, drawNormal);
  return { draws, length, normals, spreads: Float64Array.from({ length: draws }, drawNormal) };
}
