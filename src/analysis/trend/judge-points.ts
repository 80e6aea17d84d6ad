import { findMetric } from "../../domain/metric-catalogue.ts";
import type { ChangePoint, TrendDirection, TrendFamily, TrendPoint } from "../../domain/trend.ts";
import { controlLimits, effectiveSize, openCentre, pointP } from "../../stats/over-time/control-chart.ts";
import { noMoments } from "../moments-row.ts";
import { ratioFigure } from "../ratio-figure.ts";
import { type ChartSeries, centreOf } from "./chart-series.ts";
import { isTested } from "./test-levels.ts";

/** What points of every series share. `unit`: of evidence; `base`: how many first points make the centre. */
export interface PointContext {
  readonly names: readonly string[];
  readonly base: number;
  readonly confidence: number;
  readonly unit: string;
}

/** Whether a step of a figure is one for the worse; "other" for figures that are neither better nor worse. */
export function directionOf(metric: string, step: number): TrendDirection {
  const better = findMetric(metric.replace(/^human\./, ""))?.better ?? "neither";
  if (better === "neither" || metric.startsWith("human.") || step === 0) return "other";
  return step > 0 === (better === "higher") ? "better" : "worse";
}

/** The moments of a part of a series as a figure with its interval. */
export function figureOf(series: ChartSeries, moments: ChartSeries["points"][number], context: PointContext) {
  const metric = findMetric(series.key.metric);
  if (metric === undefined || metric === null) throw new Error(`no metric ${series.key.metric}`);
  return ratioFigure({
    key: series.key,
    metric,
    moments: moments ?? noMoments,
    unit: context.unit,
    confidence: context.confidence,
    noteWhenNull: "nothing was counted here",
  });
}

const untested = { centre: null, lower_limit: null, upper_limit: null, p: null, signal: null } as const;

/**
 * The line that a point is held against: that of the base period; where every point is the base and a change was
 * flagged, that of the points on the same side of it.
 */
function centreAt(series: ChartSeries, at: number, change: ChangePoint | null, context: PointContext) {
  const { chart, points } = series;
  if (chart === null || change === null || !change.is_flagged || context.base < points.length)
    return chart?.centre ?? null;
  const split = context.names.indexOf(change.period);
  return centreOf(at < split ? points.slice(0, split) : points.slice(split));
}

function judgeAgainstLimits(
  series: ChartSeries,
  at: number,
  { family, change }: Judging,
  context: PointContext,
) {
  const { chart, points, key } = series;
  const point = points[at] ?? null;
  const held = centreAt(series, at, change, context);
  if (chart === null || held === null || point === null || point.x === 0n) return untested;
  const [y, x] = [Number(point.y), Number(point.x)];
  const isInBase = at < context.base;
  const n = effectiveSize(point, isInBase ? null : chart.centre.x, chart.scatter, family.level);
  const centre = openCentre(held, chart.scatter);
  const { lower, upper } = controlLimits(n, centre, family.level);
  const limits = { centre: held.share, lower_limit: lower, upper_limit: upper };
  if (!isTested(series, at, context.base)) return { ...untested, ...limits };
  const p = pointP(y / x, n, centre);
  return { ...limits, p, signal: p <= family.level ? directionOf(key.metric, y / x - centre) : null };
}

/** The family a series' limits belong to, and its change point. */
export interface Judging {
  readonly family: TrendFamily;
  readonly change: ChangePoint | null;
}

/** Every point of a series with its interval, its control limits and whether it lies beyond one. */
export function judgePoints(
  series: ChartSeries,
  judging: Judging | null,
  context: PointContext,
): readonly TrendPoint[] {
  return context.names.map((period, at) => {
    const figure = figureOf(series, series.points[at] ?? null, context);
    const { value, lower, upper, numerator, denominator, note } = figure;
    const judged = judging === null ? untested : judgeAgainstLimits(series, at, judging, context);
    const encounters = figure.encounters ?? 0;
    const clusters = figure.clusters ?? 0;
    return { period, value, lower, upper, encounters, clusters, numerator, denominator, ...judged, note };
  });
}
