import { z } from "zod";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { CountedMoments } from "./ratio-figure.ts";

/** 2^40: the fixed point in which SQL adds up shares. */
export const fixedPoint = 1_099_511_627_776n;

/** One row of moments, as agreement and proportions select them. Sums are whole numbers of any size. */
export const momentsRow = z.strictObject({
  scope_ix: z.number(),
  system_ix: z.number().nullable(),
  metric: z.string(),
  y: z.bigint(),
  x: z.bigint(),
  yy: z.bigint(),
  xy: z.bigint(),
  xx: z.bigint(),
  clusters: z.number(),
  yes: z.number(),
  no: z.number(),
  encounters: z.number(),
});

export type MomentsRow = z.infer<typeof momentsRow>;

const meansOfShares = /encounters\.(jaccard|f1)/;

/** How many of SQL's whole units make one of the numerator's: means of shares are added up in fixed point. */
export function yScaleOf(metric: string): bigint {
  return meansOfShares.test(metric) ? fixedPoint : (findMetric(metric)?.yScale ?? 1n);
}

function xScaleOf(metric: string): bigint {
  return findMetric(metric)?.xScale ?? 1n;
}

export function momentsOf(row: MomentsRow): CountedMoments {
  return {
    clusters: row.clusters,
    y: row.y,
    x: row.x,
    yy: row.yy,
    xy: row.xy,
    xx: row.xx,
    yScale: yScaleOf(row.metric) / xScaleOf(row.metric),
    xScale: xScaleOf(row.metric),
    yes: row.yes,
    no: row.no,
    encounters: row.encounters,
  };
}

export const noMoments: CountedMoments = {
  clusters: 0,
  y: 0n,
  x: 0n,
  yy: 0n,
  xy: 0n,
  xx: 0n,
  yes: 0,
  no: 0,
  encounters: 0,
};
