import { differenceLower } from "./difference-bound.ts";
import { type Interval, tailOf } from "./interval.ts";
import { tQuantile } from "./quantiles.ts";
import { degreesOfSpread } from "./ratio-interval.ts";

/**
 * One ratio less another over the same `clusters`, `changed` of which have other sums in the one than in the other.
 * `variance`: linearised, paired. `isShare`: both ratios lie within 0 and 1, so that their difference has two ends.
 */
export interface PairedDifference {
  readonly value: number | null;
  readonly variance: number | null;
  readonly clusters: number;
  readonly changed: number;
  readonly isShare: boolean;
  readonly confidence: number;
}

type Measured = PairedDifference & { readonly value: number; readonly variance: number };

/** The gate's bounds on both sides, for what shows no spread of its own. */
function stillInterval({ value, variance, clusters, confidence }: Measured): Interval | null {
  const spread = { se: Math.sqrt(variance), df: clusters - 1, nEffective: null, clusters };
  const evidence = { ...spread, confidence: 1 - tailOf(confidence) };
  const lower = differenceLower({ ...evidence, value });
  const mirrored = differenceLower({ ...evidence, value: 0 - value });
  return lower === null || mirrored === null ? null : { lower, upper: 0 - mirrored };
}

/**
 * Towards 0, t·√v. Away from it the δ at which δ = t·√(v + δ·|d|/changed): a truth further off has more clusters that
 * differ, each by |d|/changed, and their variance is missing from what was observed.
 */
function spreadInterval({ value, variance, changed, confidence }: Measured, df: number): Interval {
  const t = tQuantile(1 - tailOf(confidence), df);
  const plain = t * Math.sqrt(variance);
  const half = (t ** 2 * Math.abs(value)) / (2 * changed);
  const outward = half + Math.sqrt(half ** 2 + plain ** 2);
  return { lower: value - (value < 0 ? outward : plain), upper: value + (value > 0 ? outward : plain) };
}

function openInterval(measured: Measured): Interval | null {
  const df = degreesOfSpread(measured.clusters, measured.changed);
  if (measured.variance > 0 && df >= 1) return spreadInterval(measured, df);
  return measured.isShare ? stillInterval(measured) : null;
}

/**
 * Two-sided interval of a paired difference: t with clusters − 1 degrees of freedom, or with those of the clusters that
 * differ where they are fewer than 30, and further away from 0 than towards it where few of them brought it about.
 *
 * Where nothing varies, or one cluster alone differs, it is as wide as the gate's bounds of a difference: two runs alike
 * on 20 encounters are not proved alike. Shares are held within −1 and 1. Null where a part is missing, with fewer than
 * two clusters, and for other figures than shares where nothing varies.
 * Source: t and outward part as `differenceLower`; coverage in docs/operating-characteristics.md.
 */
export function differenceInterval(difference: PairedDifference): Interval | null {
  const { value, variance, clusters, isShare } = difference;
  if (value === null || variance === null || clusters < 2) return null;
  const interval = openInterval({ ...difference, value, variance: Math.max(0, variance) });
  if (interval === null || !isShare) return interval;
  return { lower: Math.max(-1, interval.lower), upper: Math.min(1, interval.upper) };
}
