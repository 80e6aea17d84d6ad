import type { ChangePoint, Trend, TrendPoint, TrendSeries } from "../../../domain/trend.ts";
import { nameWeek, tellWeek } from "../../../domain/week-name.ts";
import type { DrawChart, Drawing } from "../../charts/drawing.ts";
import type { TrendRow } from "../../charts/trend-spec.ts";
import { figureTitle } from "../../figures.ts";
import {
  absent,
  formatChance,
  formatCount,
  formatPercent,
  formatPercentRange,
  formatPoints,
  formatPointsRange,
  formatRatio,
} from "../../format.ts";

/** One point of a series as a table prints it. */
interface PointRow {
  readonly period: string;
  readonly week: string | null;
  readonly value: string;
  readonly interval: string | null;
  readonly limits: string;
  readonly encounters: string;
  readonly clusters: string;
  readonly tone: string;
  readonly outcome: string;
}

export interface TrendSeriesView {
  readonly id: string;
  readonly title: string;
  readonly facts: string;
  readonly change: string | null;
  readonly chart: Drawing | null;
  readonly rows: readonly PointRow[];
  readonly note: string | null;
}

/** A series as one line of a table. */
export interface TrendLine {
  readonly title: string;
  readonly centre: string;
  readonly beyond: string;
  readonly split: string;
  readonly before: string;
  readonly after: string;
  readonly p: string;
  readonly tone: string;
  readonly outcome: string;
}

const outcomes = {
  worse: ["bad", "worse"],
  better: ["good", "better"],
  other: ["unsure", "different"],
} as const;
const quiet = ["", ""] as const;
const tones = { worse: "bad", better: "good", other: "other" } as const;

function viewPoint(point: TrendPoint): PointRow {
  const [tone, outcome] = point.signal === null ? quiet : outcomes[point.signal];
  return {
    period: point.period,
    week: tellWeek(point.period),
    value: formatPercent(point.value),
    interval: formatPercentRange(point.lower, point.upper),
    limits: formatPercentRange(point.lower_limit, point.upper_limit) ?? absent,
    encounters: formatCount(point.encounters),
    clusters: formatCount(point.clusters),
    tone,
    outcome: outcome === "" ? "" : `${outcome}: beyond its limit`,
  };
}

function chartPoint(point: TrendPoint): TrendRow {
  return {
    label: point.period,
    value: point.value,
    lower: point.lower,
    upper: point.upper,
    centre: point.centre,
    lowerLimit: point.lower_limit,
    upperLimit: point.upper_limit,
    tone: point.signal === null ? "plain" : tones[point.signal],
  };
}

function drawSeries(series: TrendSeries, by: string, draw: DrawChart): Promise<Drawing | null> {
  const { points, change } = series;
  const last = points.at(-1)?.centre ?? null;
  const at = points.findIndex(({ period }) => period === change?.period);
  return draw({
    kind: "trend",
    title: `Value of each ${by}, centre line and control limits`,
    axis: "share",
    rows: points.map(chartPoint),
    centre: last === null ? null : { label: `centre ${formatPercent(last)}`, value: last },
    change: change?.is_flagged && at > 0 ? { at, label: `changes at ${change.period}` } : null,
  });
}

function describeFacts({ centre, points, design_effect, design_effect_method: method }: TrendSeries): string {
  if (centre === null || design_effect === null) return "";
  const how = {
    binomial: "one count a patient and point",
    estimated: "estimated within the points",
    greatest: "the greatest it can be: too few patients differ to estimate it",
  };
  const why = method === null ? "" : `, ${how[method]}`;
  const isOne = points.every((point) => point.centre === null || point.centre === centre);
  const line = isOne ? `Centre line ${formatPercent(centre)}` : "A centre line on each side of the change";
  return `${line}; design effect ${formatRatio(design_effect)}${why}.`;
}

function describeLevel({ value, lower, upper }: ChangePoint["before"]): string {
  const range = formatPercentRange(lower, upper);
  return range === null ? formatPercent(value) : `${formatPercent(value)} (${range})`;
}

function describeChange({ change }: TrendSeries): string | null {
  if (change === null || !change.is_flagged) return null;
  const range = formatPointsRange(change.lower, change.upper);
  const step = `${formatPoints(change.difference)}${range === null ? "" : ` (${range})`}`;
  return `Changes at ${nameWeek(change.period)}: ${describeLevel(change.before)} before, ${describeLevel(change.after)} from there on, ${step}; p ${formatChance(change.p)} before correction.`;
}

/** `at` makes the anchor of a series; `by` is what its points are, "week" or "run". */
export interface SeriesPlace {
  readonly at: number;
  readonly by: string;
  readonly draw: DrawChart;
}

/** A series with its chart and the table of its points. */
export async function viewSeries(
  series: TrendSeries,
  { at, by, draw }: SeriesPlace,
): Promise<TrendSeriesView> {
  return {
    id: `series-${at + 1}`,
    title: figureTitle(series),
    facts: describeFacts(series),
    change: describeChange(series),
    chart: series.centre === null ? null : await drawSeries(series, by, draw),
    rows: series.points.map(viewPoint),
    note: series.note,
  };
}

/** Whether anything of a series was flagged. */
export function isMarked({ points, change }: TrendSeries): boolean {
  return change?.is_flagged === true || points.some(({ signal }) => signal !== null);
}

function signalsOf({ points, change }: TrendSeries): readonly (keyof typeof outcomes)[] {
  const step = change?.is_flagged ? [change.signal] : [];
  return [...points.flatMap(({ signal }) => signal ?? []), ...step];
}

export function viewLine(series: TrendSeries): TrendLine {
  const { points, change, centre } = series;
  const signals = signalsOf(series);
  const worst = (["worse", "better", "other"] as const).find((word) => signals.includes(word));
  const [tone, outcome] = worst === undefined ? quiet : outcomes[worst];
  return {
    title: figureTitle(series),
    centre: formatPercent(centre),
    beyond: formatCount(points.filter(({ signal }) => signal !== null).length),
    split: change?.period ?? absent,
    before: formatPercent(change?.before.value ?? null),
    after: formatPercent(change?.after.value ?? null),
    p: formatChance(change?.p ?? null),
    tone,
    outcome,
  };
}

/** Series of one part of the trend, in their order. */
export function seriesOf({ series }: Trend, family: TrendSeries["family"]): readonly TrendSeries[] {
  return series.filter((one) => one.family === family);
}
