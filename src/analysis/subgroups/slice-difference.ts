import { tailOf } from "../../stats/interval.ts";
import { normalCdf, normalQuantile } from "../../stats/quantiles.ts";
import { pairedDifferenceVariance, ratioValue } from "../../stats/ratio.ts";
import { commonVariance } from "./common-variance.ts";
import type { SplitMoments } from "./split-moments.ts";

/** A subgroup's value less the rest's; a null bound or p where it was not, or cannot be, tested. */
export interface SliceDifference {
  readonly slice: number | null;
  readonly rest: number | null;
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly p: number | null;
}

/**
 * The larger of the linearised variance of the difference, patients in both kept together, and the one it would have
 * without a difference. The first alone is next to nothing where a small subgroup happens to hold no error, and would
 * call the best of many small subgroups better than the rest.
 */
export function differenceVariance(split: SplitMoments): number | null {
  const { slice, rest, cross, total } = split;
  const linearised = pairedDifferenceVariance(slice, rest, cross, total.clusters);
  const common = commonVariance(split);
  return linearised === null || common === null ? null : Math.max(linearised, common);
}

const untested = { lower: null, upper: null, p: null } as const;

/** Two-sided p and bounds of a difference by z; p 1 without bounds where nothing varies in the whole run. */
function testDifference(difference: number, variance: number | null, confidence: number) {
  if (variance === null) return untested;
  if (variance === 0) return { ...untested, p: 1 };
  const error = Math.sqrt(variance);
  const spread = normalQuantile(1 - tailOf(confidence)) * error;
  const p = Math.min(1, 2 * normalCdf(-Math.abs(difference) / error));
  return { lower: difference - spread, upper: difference + spread, p };
}

/** The difference of both values (METRICS.md, Intervals: slice minus rest), tested only where `isTested`. */
export function measureDifference(
  split: SplitMoments,
  isTested: boolean,
  confidence: number,
): SliceDifference {
  const slice = ratioValue(split.slice);
  const rest = ratioValue(split.rest);
  if (slice === null || rest === null) return { slice, rest, difference: null, ...untested };
  const difference = slice - rest;
  const test = isTested ? testDifference(difference, differenceVariance(split), confidence) : untested;
  return { slice, rest, difference, ...test };
}
