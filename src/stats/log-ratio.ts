import { type Interval, tailOf } from "./interval.ts";
import { tQuantile } from "./quantiles.ts";
import { linearisedVariance, type RatioMoments, ratioValue } from "./ratio.ts";

/**
 * Two-sided interval of a prevalence ratio Σy/Σx, linearised on the log scale: ln R ± t·√v/R with
 * clusters − 1 degrees of freedom, v the linearised variance of R (so z = y/Σy − x/Σx).
 *
 * Null where either side is 0 or with fewer than two clusters.
 * Source: Binder 1983, Int. Stat. Rev. 51:279, for a smooth function of totals.
 */
export function logRatioInterval(moments: RatioMoments, confidence: number): Interval | null {
  const value = ratioValue(moments);
  const variance = linearisedVariance(moments);
  if (value === null || value <= 0 || variance === null) return null;
  const t = tQuantile(1 - tailOf(confidence), moments.clusters - 1);
  const factor = Math.exp((t * Math.sqrt(variance)) / value);
  return { lower: value / factor, upper: value * factor };
}
