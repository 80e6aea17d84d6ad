import { binomialCdf } from "./quantiles.ts";
import { smallestWhere } from "./search.ts";

/**
 * The nearest rank of a percentile among n values in order, from 1: ⌈n·p/100⌉, `percent` a whole number below 100.
 * Null where there is none.
 */
export function nearestRank(n: number, percent: number): number | null {
  return n < 1 ? null : Math.max(1, Math.ceil((n * percent) / 100));
}

/**
 * Rank of the order statistic that is an upper confidence bound of a quantile, whatever the distribution: the smallest
 * k with P(Bin(n, p) ≥ k) ≤ 1 − confidence. Null where not even the largest value bounds it. Values are taken as
 * independent. Source: David & Nagaraja 2003, Order Statistics, 7.1; Conover 1999, Practical Nonparametric
 * Statistics, 3.2.
 */
export function upperRank(n: number, quantile: number, confidence: number): number | null {
  const alpha = 1 - confidence;
  return smallestWhere(0, n, (k) => binomialCdf(n - k, n, 1 - quantile) <= alpha);
}

/** The lower bound's rank: the largest j with P(Bin(n, p) ≤ j − 1) ≤ 1 − confidence; null where there is none. */
export function lowerRank(n: number, quantile: number, confidence: number): number | null {
  if (n < 1) return null;
  const alpha = 1 - confidence;
  const first = smallestWhere(0, n, (j) => binomialCdf(j - 1, n, quantile) > alpha) ?? n + 1;
  return first === 1 ? null : first - 1;
}

/** The fewest values among which the largest is an upper bound of the quantile: the smallest n with pⁿ ≤ 1 − confidence. */
export function fewestForUpper(quantile: number, confidence: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(quantile) - 1e-9);
}
