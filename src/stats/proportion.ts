import { clampToUnit, type Interval, tailOf } from "./interval.ts";
import { betaQuantile, normalQuantile } from "./quantiles.ts";

/**
 * Wilson's score interval for `successes` of `n`; [0, 1] when n is 0.
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22:209.
 */
export function wilson(successes: number, n: number, confidence: number): Interval {
  if (n <= 0) return { lower: 0, upper: 1 };
  const z = normalQuantile(1 - tailOf(confidence));
  const share = successes / n;
  const centre = share + z ** 2 / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  const lower = successes <= 0 ? 0 : clampToUnit((centre - spread) / scale);
  const upper = successes >= n ? 1 : clampToUnit((centre + spread) / scale);
  return { lower, upper };
}

/** Fewer successes than this leave a bound below the smallest double: 0.05^(1/k) is 0 from k = 0.004 down. */
const negligible = 1e-6;

/**
 * One-sided Clopper–Pearson lower bound: the share at which `successes` or more of `n` has
 * probability 1 − confidence. Both counts may be real. 0 when there is no success or no trial.
 * Source: Clopper & Pearson 1934, Biometrika 26:404, by beta quantiles.
 */
export function clopperPearsonLower(successes: number, n: number, confidence: number): number {
  if (successes < negligible || n <= 0) return 0;
  const hits = Math.min(successes, n);
  return betaQuantile(1 - confidence, hits, n - hits + 1);
}

/** One-sided Clopper–Pearson upper bound, the mirror of the lower one; 1 when every trial succeeded. */
export function clopperPearsonUpper(successes: number, n: number, confidence: number): number {
  return 1 - clopperPearsonLower(n - successes, n, confidence);
}

/** Two-sided Clopper–Pearson interval; both counts may be real. [0, 1] when n is 0. */
export function clopperPearson(successes: number, n: number, confidence: number): Interval {
  const oneSided = 1 - tailOf(confidence);
  return {
    lower: clopperPearsonLower(successes, n, oneSided),
    upper: clopperPearsonUpper(successes, n, oneSided),
  };
}
