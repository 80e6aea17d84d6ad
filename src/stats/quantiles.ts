import betaCdfOf from "@stdlib/stats-base-dists-beta-cdf";
import betaQuantileOf from "@stdlib/stats-base-dists-beta-quantile";
import binomialCdfOf from "@stdlib/stats-base-dists-binomial-cdf";
import normalCdfOf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantileOf from "@stdlib/stats-base-dists-normal-quantile";
import tCdfOf from "@stdlib/stats-base-dists-t-cdf";
import tQuantileOf from "@stdlib/stats-base-dists-t-quantile";

/** The z that a standard normal variable stays below with this probability. */
export function normalQuantile(probability: number): number {
  return normalQuantileOf(probability, 0, 1);
}

/** Probability that a standard normal variable is at most z. */
export function normalCdf(z: number): number {
  return normalCdfOf(z, 0, 1);
}

/** The t that Student's variable stays below with this probability; `df` real, above 0. */
export function tQuantile(probability: number, df: number): number {
  return tQuantileOf(probability, df);
}

/** Probability that Student's variable is at most t; `df` real, above 0. */
export function tCdf(t: number, df: number): number {
  return tCdfOf(t, df);
}

/** The share that a beta variable stays below with this probability; shapes real, above 0. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return betaQuantileOf(probability, a, b);
}

/** Probability that a beta variable is at most `share`; shapes real, above 0. */
export function betaCdf(share: number, a: number, b: number): number {
  return betaCdfOf(share, a, b);
}

/** Probability of at most `successes` in `trials`, both whole numbers. */
export function binomialCdf(successes: number, trials: number, share: number): number {
  return binomialCdfOf(successes, trials, share);
}
