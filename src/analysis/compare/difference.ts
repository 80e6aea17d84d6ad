import { findMetric } from "../../domain/metric-catalogue.ts";
import { differenceInterval } from "../../stats/difference-interval.ts";
import { flipVariance } from "../../stats/flips/flip-variance.ts";
import { type FlipPattern, pairedFlipP } from "../../stats/flips/paired-flips.ts";
import { normalCdf } from "../../stats/quantiles.ts";
import {
  type CrossMoments,
  pairedDifferenceVariance,
  type RatioMoments,
  ratioValue,
} from "../../stats/ratio.ts";
import { yScaleOf } from "../moments-row.ts";
import type { PairedRow } from "./rows.ts";

/** Two ratios of the same clusters; `changed` clusters have other sums in b than in a. */
export interface RatioPair {
  readonly a: RatioMoments;
  readonly b: RatioMoments;
  readonly cross: CrossMoments;
  readonly clusters: number;
  readonly changed: number;
  readonly encounters: number;
  /** Whether both ratios lie within 0 and 1. */
  readonly isShare: boolean;
}

/** b less a with its interval; null where a ratio has no denominator, without interval where `whyNoInterval` says. */
export interface Difference {
  readonly a: number | null;
  readonly b: number | null;
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly se: number | null;
  readonly df: number;
}

/** How many of SQL's whole units make one of the ratio's own. */
export function scaleOf(metric: string): bigint {
  return yScaleOf(metric) / (findMetric(metric)?.xScale ?? 1n);
}

export function ratioPair(metric: string, row: PairedRow): RatioPair {
  const { clusters, changed, encounters } = row;
  const yScale = scaleOf(metric);
  return {
    a: { clusters, y: row.ya, x: row.xa, yy: row.yaya, xy: row.xaya, xx: row.xaxa, yScale },
    b: { clusters, y: row.yb, x: row.xb, yy: row.ybyb, xy: row.xbyb, xx: row.xbxb, yScale },
    cross: { yayb: row.yayb, yaxb: row.yaxb, xayb: row.xayb, xaxb: row.xaxb },
    clusters,
    changed,
    encounters,
    isShare: findMetric(metric)?.form !== "unbounded",
  };
}

/** The difference of both ratios by the paired cluster variance (METRICS, Intervals). */
export function measureDifference(pair: RatioPair, confidence: number): Difference {
  const [a, b] = [ratioValue(pair.a), ratioValue(pair.b)];
  const difference = a === null || b === null ? null : b - a;
  const variance = pairedDifferenceVariance(pair.a, pair.b, pair.cross, pair.clusters);
  const df = Math.max(pair.clusters - 1, 0);
  const { clusters, changed, isShare } = pair;
  const paired = { value: difference, variance, clusters, changed, isShare, confidence };
  const interval = differenceInterval(paired);
  return {
    a,
    b,
    difference,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    se: variance === null ? null : Math.sqrt(Math.max(0, variance)),
    df,
  };
}

/** Why a difference has no interval, in plain words; `unit` names a cluster. */
export function whyNoInterval({ clusters }: RatioPair, unit: string): string {
  return clusters < 2 ? `one ${unit} alone: no interval` : `no ${unit} differs from the others: no interval`;
}

/**
 * Two-sided p of the difference by z, on the larger of the linearised variance and that of sign flips, which is what
 * the difference would vary by if the runs were alike; never below what the exact flips of the changed clusters could
 * reach, 2^(1 − changed). 1 where nothing changed, null where either ratio is.
 */
export function zTest(pair: RatioPair): number | null {
  const { difference, se } = measureDifference(pair, 0.95);
  const flips = flipVariance(pair.a, pair.b, pair.cross);
  if (difference === null || flips === null) return null;
  const error = Math.max(se ?? 0, Math.sqrt(flips));
  if (pair.changed === 0 || error === 0) return 1;
  const p = 2 * normalCdf(-Math.abs(difference) / error);
  return Math.min(1, Math.max(p, 2 ** (1 - pair.changed)));
}

/** p by sign flips over the clusters of the whole run; `patterns` in SQL's whole units. Null where either ratio is. */
export function flipTest(
  pair: RatioPair,
  patterns: readonly FlipPattern[],
  scale: bigint,
  seed: number,
): number | null {
  const inUnits = patterns.map(({ dy, dx, clusters }) => ({ dy: dy / Number(scale), dx, clusters }));
  const totals = { y: Number(pair.a.y + pair.b.y) / Number(scale), x: Number(pair.a.x + pair.b.x) };
  return pairedFlipP(totals, inUnits, seed);
}
