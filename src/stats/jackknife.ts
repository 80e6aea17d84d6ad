import type { Interval } from "./interval.ts";
import { identityInterval } from "./ratio-interval.ts";

/**
 * Delete-a-group jackknife variance (G−1)/G·Σ(θ₍g₎ − θ)².
 *
 * `thetas` holds the figure without each group in turn. Null where the figure or any of them is null,
 * or with fewer than two groups. Source: Kott 2001, J. Off. Stat. 17:521.
 */
export function jackknifeVariance(thetas: readonly (number | null)[], theta: number | null): number | null {
  if (theta === null || thetas.length < 2) return null;
  let sum = 0;
  for (const without of thetas) {
    if (without === null) return null;
    sum += (without - theta) ** 2;
  }
  return ((thetas.length - 1) / thetas.length) * sum;
}

/** θ ± t·√v with G − 1 degrees of freedom; null where the variance is. */
export function jackknifeInterval(
  thetas: readonly (number | null)[],
  theta: number | null,
  confidence: number,
): Interval | null {
  const variance = jackknifeVariance(thetas, theta);
  return identityInterval({ value: theta, variance, df: thetas.length - 1, confidence });
}
