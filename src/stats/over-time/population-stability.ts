import { betaCdf } from "../quantiles.ts";

/** Counts by category at a point and in the base period it is held against, in the same order. */
export interface MixCounts {
  readonly point: readonly number[];
  readonly base: readonly number[];
}

/** Σy², Σxy and Σx² over clusters of one category's counts y and all counts x; with y, x and clusters. */
export interface CategoryMoments {
  readonly y: number;
  readonly x: number;
  readonly yy: number;
  readonly xy: number;
  readonly xx: number;
  readonly clusters: number;
}

export type StabilityMark = "small" | "moderate" | "large";

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Half a count more in each category, so that an empty one has a logarithm. */
function smoothShares(counts: readonly number[]): readonly number[] {
  const total = totalOf(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / total);
}

/**
 * Population stability index Σ(a − b)·ln(a/b) of the shares a at a point and b in the base, half a count added to
 * each category. 0 for equal shares. Null where either side is empty.
 * Source: Siddiqi 2006, Credit Risk Scorecards.
 */
export function populationStability({ point, base }: MixCounts): number | null {
  if (totalOf(point) === 0 || totalOf(base) === 0) return null;
  const [here, there] = [smoothShares(point), smoothShares(base)];
  return here.reduce((sum, share, at) => {
    const other = there[at] ?? share;
    return sum + (share - other) * Math.log(share / other);
  }, 0);
}

/** The marks in use: below 0.10 small, below 0.25 moderate, else large. Siddiqi 2006; they know nothing of sample size. */
export function markStability(index: number): StabilityMark {
  if (index < 0.1) return "small";
  return index < 0.25 ? "moderate" : "large";
}

/** What the index comes to on average where nothing drifted: δ(K−1)(1/n + 1/m). Source: Yurdakul & Naranjo 2020, J. Risk Model Valid. 14(4). */
export function expectedStability({ point, base }: MixCounts, designEffect: number): number {
  return designEffect * (point.length - 1) * (1 / totalOf(point) + 1 / totalOf(base));
}

/** C/(C−1)·Σ(y − p·x)² about the point's own share p; null for one cluster or no count. */
function categoryScatter({ y, x, yy, xy, xx, clusters }: CategoryMoments): number | null {
  if (clusters < 2 || x === 0) return null;
  const share = y / x;
  return ((yy - 2 * share * xy + share ** 2 * xx) * clusters) / (clusters - 1);
}

/** How the clusters' scatter of a mix compares with that of as many codes drawn singly. */
export interface MixScatter {
  /** Mean of the generalised design effects. */
  readonly designEffect: number;
  /** Degrees of freedom that categories of unlike design effects are worth: K − 1 where all are alike. */
  readonly degrees: number;
}

/**
 * Generalised design effects of a mix of K categories from each category's own V_k/(X·p_k), V_k its cluster scatter
 * within the points, `categories` its moments point by point. The mean δ is exact; the sum of squares, for
 * Satterthwaite's degrees of freedom (Σλ)²/Σλ², takes two categories to go together as in a multinomial, times δ.
 * Null for fewer than two categories.
 * Source: Rao & Scott 1981, J. Am. Stat. Assoc. 76:221, first- and second-order corrections.
 */
export function scatterOfMix(categories: readonly (readonly CategoryMoments[])[]): MixScatter | null {
  const parts = categories.flatMap((points) => {
    const scatters = points.map(categoryScatter);
    const counted = points.filter((_, at) => scatters[at] !== null);
    const y = totalOf(counted.map((point) => point.y));
    const own = totalOf(scatters.map((scatter) => scatter ?? 0));
    return y === 0 ? [] : [{ own: own / y, share: y / totalOf(counted.map((point) => point.x)) }];
  });
  if (parts.length < 2) return null;
  const sum = totalOf(parts.map(({ own }) => own));
  const designEffect = sum / (parts.length - 1);
  const apart = 1 - totalOf(parts.map(({ share }) => share ** 2));
  const squares = totalOf(parts.map(({ own }) => own ** 2)) + designEffect ** 2 * apart;
  return { designEffect, degrees: Math.min(parts.length - 1, sum ** 2 / squares) };
}

/**
 * Pearson's test that a point and its base have one mix, with the clusters' scatter: X²/(δ(K−1)) on F with d and d·df
 * degrees of freedom, d those of the scatter and `df` the clusters' own. Categories that neither side holds count for
 * nothing. Null where fewer than two are left.
 * Source: Rao & Scott 1981; Thomas & Rao 1987, J. Am. Stat. Assoc. 82:630, for F.
 */
export function homogeneityTest({ point, base }: MixCounts, scatter: MixScatter, df: number) {
  const [n, m] = [totalOf(point), totalOf(base)];
  const pairs = point.map((count, at) => [count, base[at] ?? 0] as const).filter(([a, b]) => a + b > 0);
  if (n === 0 || m === 0 || pairs.length < 2 || df <= 0) return null;
  const sum = totalOf(pairs.map(([a, b]) => (a / n - b / m) ** 2 / ((a + b) / (n + m))));
  const statistic = sum / (1 / n + 1 / m) / scatter.designEffect;
  const degrees = Math.min(scatter.degrees, pairs.length - 1);
  const ratio = statistic / (pairs.length - 1);
  return { statistic, p: betaCdf(df / (df + ratio), (degrees * df) / 2, degrees / 2) };
}
