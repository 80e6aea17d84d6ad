import { clampToUnit } from "../../stats/interval.ts";
import { linearisedVariance, ratioValue } from "../../stats/ratio.ts";
import type { PartMoments, RunMoments, SplitMoments } from "./split-moments.ts";

/** How alike units are, 0 for independent, 1 for equal: those of one encounter, and of two encounters of a patient. */
interface Likeness {
  readonly withinEncounter: number;
  readonly acrossEncounters: number;
}

/** Σ(y − Rx)² / R(1−R) over the whole run, in units: Σx where every unit is independent. */
function squaresOver(yy: number, xy: number, xx: number, share: number): number {
  return (yy - 2 * share * xy + share ** 2 * xx) / (share * (1 - share));
}

function quotientOrZero(part: number, whole: number): number {
  return whole <= 0 ? 0 : clampToUnit(part / whole);
}

/**
 * Moment estimates of both likenesses: squares over encounters are Σx + ρ(Σx² − Σx), and what squares over patients
 * add to them is their own ρ times the products of different encounters' x.
 * Source: Rao & Scott 1992, Biometrics 48:577, for clustered shares; Searle, Casella & McCulloch 1992, 5, for nested.
 */
function estimateLikeness(total: RunMoments, share: number): Likeness {
  const x = Number(total.x);
  const eachXx = Number(total.eachXx);
  const each = squaresOver(Number(total.eachYy), Number(total.eachXy), eachXx, share);
  const patients = ((linearisedVariance(total) ?? 0) * x ** 2) / (share * (1 - share));
  return {
    withinEncounter: quotientOrZero(each - x, eachXx - x),
    acrossEncounters: quotientOrZero(patients - each, Number(total.xx) - eachXx),
  };
}

function spreadOf({ x, xx, eachXx }: PartMoments, likeness: Likeness): number {
  const units = Number(x);
  const within = likeness.withinEncounter * (Number(eachXx) - units);
  const across = likeness.acrossEncounters * (Number(xx) - Number(eachXx));
  return (units + within + across) / units ** 2;
}

/**
 * The variance that the difference of a subgroup and the rest would have if they were one: the run's own R(1−R), its
 * likeness within encounters and patients, and the sizes of both. 0 where nothing varies in the whole run, null where
 * either side has no denominator.
 */
export function commonVariance({ slice, rest, cross, total }: SplitMoments): number | null {
  const share = ratioValue(total);
  if (share === null || slice.x === 0n || rest.x === 0n) return null;
  if (share <= 0 || share >= 1) return 0;
  const likeness = estimateLikeness(total, share);
  const shared = (2 * likeness.acrossEncounters * Number(cross.xaxb)) / (Number(slice.x) * Number(rest.x));
  const spread = spreadOf(slice, likeness) + spreadOf(rest, likeness) - shared;
  return share * (1 - share) * Math.max(0, spread);
}
