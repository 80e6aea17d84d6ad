import { fewRareClusters } from "../gate-bound.ts";
import { type Interval, tailOf } from "../interval.ts";
import { clopperPearson } from "../proportion.ts";
import { normalQuantile, tQuantile } from "../quantiles.ts";
import { ratioInterval } from "../ratio-interval.ts";
import type { PoweredRatio } from "./prediction-powered.ts";

/**
 * Trials that tell as much as the estimate: r(1−r)/v·(z/t)², and at least the smaller of r(1−r)/v and the drawn
 * clusters' Kish size, however few degrees of freedom the variance has: one surprise in a heavy stratum leaves one, and
 * t of one would spread any value over everything.
 */
function trialsOf(value: number, variance: number, { kish, df }: PoweredRatio, confidence: number): number {
  const own = (value * (1 - value)) / variance;
  const probability = 1 - tailOf(confidence);
  const shrinkage = (normalQuantile(probability) / tQuantile(probability, df)) ** 2;
  return Math.max(Math.min(kish, own), own * shrinkage);
}

/**
 * Two-sided interval of a prediction-powered ratio within 0 and 1; `value` is the estimate held within them. Null
 * without a variance.
 *
 * Where fewer than 30 settled clusters carry the rarer outcome: Clopper–Pearson on as many trials as the estimate is
 * worth, and where none does, or nothing varies, on their Kish size. Else as any ratio, with the estimate's degrees of
 * freedom. Source: Korn & Graubard 1998, Survey Methodology 24:193; coverage by test/bench/adjudication.mjs.
 */
export function poweredInterval(value: number, estimate: PoweredRatio, confidence: number): Interval | null {
  const { variance, kish, df, yes, no } = estimate;
  if (variance === null) return null;
  const rare = value >= 0.5 ? no : yes;
  const isStill = rare === 0 || variance === 0 || value <= 0 || value >= 1;
  if (isStill) return clopperPearson(value * kish, kish, confidence);
  if (rare >= fewRareClusters) return ratioInterval({ value, variance, kish, clusters: df + 1, confidence });
  const trials = trialsOf(value, variance, estimate, confidence);
  return clopperPearson(value * trials, trials, confidence);
}
