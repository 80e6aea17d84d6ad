import { addFractions, type Fraction, fractionToDouble, multiplyFraction, toDouble } from "./fraction.ts";

/**
 * Sums over clusters of a numerator y, a denominator x and their products, as whole numbers.
 *
 * `clusters` counts those in the slice, a cluster without numerator or denominator too where it has
 * anything that the figure's family counts (an encounter without engine codes, in precision). Fixed point is allowed: x and y on one
 * scale need nothing else; where y alone is scaled, `yScale` is the whole number that stands for 1.
 */
export interface RatioMoments {
  readonly clusters: number;
  readonly y: bigint;
  readonly x: bigint;
  readonly yy: bigint;
  readonly xy: bigint;
  readonly xx: bigint;
  readonly yScale?: bigint;
}

/** Sums over clusters of the products between two ratios a and b. */
export interface CrossMoments {
  readonly yayb: bigint;
  readonly yaxb: bigint;
  readonly xayb: bigint;
  readonly xaxb: bigint;
}

function scaleOf(moments: RatioMoments): bigint {
  return moments.yScale ?? 1n;
}

/** Σy / Σx as the nearest double; null for no denominator. */
export function ratioValue(moments: RatioMoments): number | null {
  return moments.x === 0n ? null : toDouble(moments.y, moments.x * scaleOf(moments));
}

/** Kish's effective number of clusters, (Σx)² / Σx²; null where there is no denominator. */
export function kishSize(moments: RatioMoments): number | null {
  return moments.xx === 0n ? null : toDouble(moments.x ** 2n, moments.xx);
}

/** Σz² with z = (y − Rx)/Σx; Σz is 0 by construction. */
function squaredResiduals(moments: RatioMoments): Fraction {
  const { y, x, yy, xy, xx } = moments;
  return {
    value: yy * x ** 2n - 2n * y * x * xy + y ** 2n * xx,
    over: x ** 4n * scaleOf(moments) ** 2n,
  };
}

function crossResiduals(a: RatioMoments, b: RatioMoments, cross: CrossMoments): Fraction {
  const onX = cross.yayb * a.x * b.x - b.y * a.x * cross.yaxb;
  const onY = a.y * b.y * cross.xaxb - a.y * b.x * cross.xayb;
  return { value: onX + onY, over: (a.x * b.x) ** 2n * scaleOf(a) * scaleOf(b) };
}

function correctForClusters(sum: Fraction, clusters: number): number {
  const count = BigInt(clusters);
  return fractionToDouble({ value: sum.value * count, over: sum.over * (count - 1n) });
}

/**
 * Taylor-linearised variance of Σy/Σx between clusters: C/(C−1)·Σ(z−z̄)², z = (y − R·x)/Σx.
 *
 * Exact in whole numbers until the last step. Null with fewer than two clusters or no denominator.
 * Source: Cochran 1977, Sampling Techniques, 6.3; Särndal, Swensson & Wretman 1992, 5.6.
 */
export function linearisedVariance(moments: RatioMoments): number | null {
  if (moments.clusters < 2 || moments.x === 0n) return null;
  return correctForClusters(squaredResiduals(moments), moments.clusters);
}

/**
 * Variance of R_a − R_b over the same clusters, by the same linearisation of both ratios.
 * `clusters` counts those with anything in a or b. Null with fewer than two, or where a ratio is null.
 */
export function pairedDifferenceVariance(
  a: RatioMoments,
  b: RatioMoments,
  cross: CrossMoments,
  clusters: number,
): number | null {
  if (clusters < 2 || a.x === 0n || b.x === 0n) return null;
  const own = addFractions(squaredResiduals(a), squaredResiduals(b));
  const sum = addFractions(own, multiplyFraction(crossResiduals(a, b, cross), -2n));
  return correctForClusters(sum, clusters);
}
