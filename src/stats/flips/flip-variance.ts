import { fractionToDouble } from "../fraction.ts";
import type { CrossMoments, RatioMoments } from "../ratio.ts";

/**
 * Variance of R_b − R_a under sign flips, to first order: 4·Σ(dy − R·dx)²/X² over clusters, d the difference between
 * the runs, R = (y_a + y_b)/X and X = x_a + x_b. It is what the difference would vary by if the runs were alike. Exact
 * in whole numbers until the last step; 0 where no cluster differs, null where the runs have no denominator.
 * Source: the normal limit of the flips of METRICS, Intervals; Lehmann & Romano 2005, Testing Statistical Hypotheses, 15.2.
 */
export function flipVariance(a: RatioMoments, b: RatioMoments, cross: CrossMoments): number | null {
  const x = a.x + b.x;
  const y = a.y + b.y;
  if (x === 0n) return null;
  const dyy = a.yy + b.yy - 2n * cross.yayb;
  const dxx = a.xx + b.xx - 2n * cross.xaxb;
  const dxy = a.xy + b.xy - cross.yaxb - cross.xayb;
  const squares = dyy * x ** 2n - 2n * x * y * dxy + y ** 2n * dxx;
  return fractionToDouble({ value: 4n * squares, over: x ** 4n * (a.yScale ?? 1n) ** 2n });
}
