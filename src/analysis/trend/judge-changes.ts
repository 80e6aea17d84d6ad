import type { ChangePoint, TrendFamily } from "../../domain/trend.ts";
import { holm } from "../../stats/multiplicity.ts";
import { findSplit, type NullDraws, type SeriesPoint, splitP } from "../../stats/over-time/change-point.ts";
import { normalQuantile } from "../../stats/quantiles.ts";
import { linearisedVariance } from "../../stats/ratio.ts";
import { noMoments } from "../moments-row.ts";
import type { CountedMoments } from "../ratio-figure.ts";
import type { ChartSeries } from "./chart-series.ts";
import { directionOf, figureOf, type PointContext } from "./judge-points.ts";

function addPair(a: CountedMoments, b: CountedMoments): CountedMoments {
  return {
    clusters: a.clusters + b.clusters,
    y: a.y + b.y,
    x: a.x + b.x,
    yy: a.yy + b.yy,
    xy: a.xy + b.xy,
    xx: a.xx + b.xx,
    yes: a.yes + b.yes,
    no: a.no + b.no,
    encounters: a.encounters + b.encounters,
  };
}

/** A patient counts once in each point. */
function addMoments(points: ChartSeries["points"]): CountedMoments {
  return points.filter((point) => point !== null).reduce(addPair, noMoments);
}

/** Counts over the design effect of the series, point by point. */
function effectivePoints({ points, chart }: ChartSeries): readonly SeriesPoint[] {
  const effect = chart?.seriesScatter.designEffect ?? 1;
  return points.map((point) => ({
    y: Number(point?.y ?? 0n) / effect,
    n: Number(point?.x ?? 0n) / effect,
  }));
}

type Found = Omit<ChangePoint, "is_flagged">;

/** The interval of the step: variances of both sides, widened as the series' design effect is. */
function stepInterval(
  series: ChartSeries,
  before: CountedMoments,
  after: CountedMoments,
  confidence: number,
) {
  const variances = [linearisedVariance(before), linearisedVariance(after)];
  const [a, b] = variances;
  const chart = series.chart;
  if (a === null || a === undefined || b === null || b === undefined || chart === null) return null;
  const widening = chart.seriesScatter.designEffect / chart.scatter.designEffect;
  return normalQuantile((1 + confidence) / 2) * Math.sqrt((a + b) * Math.max(1, widening));
}

function findChange(series: ChartSeries, drawn: NullDraws, context: PointContext): Found | null {
  const { chart, points, key } = series;
  if (chart === null) return null;
  const counts = effectivePoints(series);
  const split = findSplit(counts);
  if (split === null) return null;
  const sides = [addMoments(points.slice(0, split.index)), addMoments(points.slice(split.index))] as const;
  const [before, after] = [figureOf(series, sides[0], context), figureOf(series, sides[1], context)];
  if (before.value === null || after.value === null) return null;
  const difference = after.value - before.value;
  const spread = stepInterval(series, ...sides, context.confidence);
  return {
    period: context.names[split.index] ?? "",
    before: { value: before.value, lower: before.lower, upper: before.upper },
    after: { value: after.value, lower: after.lower, upper: after.upper },
    difference,
    lower: spread === null ? null : difference - spread,
    upper: spread === null ? null : difference + spread,
    design_effect: chart.seriesScatter.designEffect,
    statistic: split.statistic,
    p: splitP(counts, split.statistic, chart.seriesScatter.df, drawn),
    signal: directionOf(key.metric, difference),
  };
}

/**
 * The best split of each series of one family, null where none can be made; flagged by Holm's procedure over the
 * series at the family's share of the false-alarm rate.
 */
export function judgeChanges(
  series: readonly ChartSeries[],
  family: TrendFamily | null,
  drawn: NullDraws,
  context: PointContext,
): readonly (ChangePoint | null)[] {
  const found = series.map((one) => findChange(one, drawn, context));
  const ps = series.flatMap(({ chart }, at) => (chart === null ? [] : [found[at]?.p ?? 1]));
  const rejected = family === null ? [] : holm(ps, family.false_alarm_rate);
  const flags = rejected[Symbol.iterator]();
  return found.map((change, at) => {
    const isFlagged = series[at]?.chart === null ? false : (flags.next().value ?? false);
    return change === null ? null : { ...change, is_flagged: isFlagged };
  });
}
