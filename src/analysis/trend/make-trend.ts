import {
  type ChangePoint,
  type Trend,
  type TrendFamily,
  type TrendPeriod,
  type TrendRun,
  type TrendSeries,
  trendSchemaName,
} from "../../domain/trend.ts";
import { seededRandom } from "../../effects.ts";
import { drawNulls } from "../../stats/over-time/change-point.ts";
import { isoWeek } from "../recurring/iso-week.ts";
import { type ChartSeries, chartSeries } from "./chart-series.ts";
import { describeSignals } from "./describe-signal.ts";
import { gatherSeries, listPlaces, type TrendPlace } from "./gather-series.ts";
import { judgeChanges } from "./judge-changes.ts";
import { judgeMix, type MixReading } from "./judge-mix.ts";
import { judgePoints, type PointContext } from "./judge-points.ts";
import type { TrendReading } from "./read-trend.ts";
import { findFamily, shareAlarms } from "./test-levels.ts";
import { falseAlarmRate, nullDraws, type TrendOptions } from "./trend-options.ts";

/** What a trend is made from. `by` says whether points are the weeks of one run or several runs. */
export interface TrendInput {
  readonly by: Trend["by"];
  readonly runs: readonly TrendRun[];
  readonly readings: readonly TrendReading[];
  readonly mix: MixReading;
  readonly options: TrendOptions;
  readonly confidence: number;
  readonly unit: string;
  readonly seed: number;
  readonly notes: readonly string[];
}

function namePlaces({ by, runs }: TrendInput, places: readonly TrendPlace[]): readonly string[] {
  const names = places.map(({ run, period }) =>
    by === "week" ? isoWeek(period) : (runs[run]?.run ?? String(run + 1)),
  );
  const isRepeated = new Set(names).size < names.length;
  return isRepeated ? names.map((name, at) => `${at + 1} ${name}`) : names;
}

function describePeriods(
  { readings }: TrendInput,
  places: readonly TrendPlace[],
  { names, base }: PointContext,
): readonly TrendPeriod[] {
  return places.map(({ run, period }, at) => {
    const rows = (readings[run]?.periods ?? []).filter((row) => row.period === period);
    return {
      name: names[at] ?? "",
      encounters: rows.reduce((sum, row) => sum + row.encounters, 0),
      in_base: at < base,
      versions: rows.map(({ version, encounters }) => ({ version, responses: encounters })),
    };
  });
}

function judgeSeries(
  series: ChartSeries,
  change: ChangePoint | null,
  levels: readonly TrendFamily[],
  context: PointContext,
) {
  const family = findFamily(levels, "limits", series.family);
  return judgePoints(series, family === null ? null : { family, change }, context);
}

/** Each part of the trend with its own families of tests, in the order of the series. */
function judgeFamily(
  series: readonly ChartSeries[],
  part: TrendFamily["family"],
  levels: readonly TrendFamily[],
  input: TrendInput,
  context: PointContext,
): readonly TrendSeries[] {
  const own = series.filter(({ family }) => family === part);
  const drawn = drawNulls(context.names.length, nullDraws, seededRandom(input.seed));
  const changes = judgeChanges(own, findFamily(levels, "change", part), drawn, context);
  return own.map((one, at) => ({
    family: part,
    ...one.key,
    centre: one.chart?.centre.share ?? null,
    design_effect: one.chart?.scatter.designEffect ?? null,
    design_effect_method: one.chart?.scatter.method ?? null,
    points: [...judgeSeries(one, changes[at] ?? null, levels, context)],
    change: changes[at] ?? null,
    note: one.note,
  }));
}

function verdictOf({ runs }: TrendInput, signals: Trend["signals"]): Trend["verdict"] {
  if (runs.some(({ complete }) => !complete)) return "incomplete";
  return signals.some(({ signal }) => signal === "worse") ? "worse" : "nothing-worse";
}

/** Puts a trend together. Nothing in it depends on when or where it was made; the same runs give the same bytes. */
export function makeTrend(input: TrendInput): Trend {
  const places = listPlaces(input.readings);
  const base = Math.min(input.options.base ?? places.length, places.length);
  const names = namePlaces(input, places);
  const context = { names, base, confidence: input.confidence, unit: input.unit };
  const series = gatherSeries(input.readings, places, input.options).map((one) => chartSeries(one, base));
  const families = shareAlarms(series, base);
  const judged = (["run", "slices"] as const).flatMap((part) =>
    judgeFamily(series, part, families, input, context),
  );
  const wantsMix = input.options.slice === null && input.options.metrics === null;
  const mix = wantsMix ? judgeMix(input.mix, places, names, { base, system: input.options.system }) : [];
  const periods = describePeriods(input, places, context);
  const keyed = judged.map(({ metric, system, slice, ...rest }) => ({
    key: { metric, system, slice },
    ...rest,
  }));
  const signals = [...describeSignals(keyed, mix, periods)];
  return {
    schema: trendSchemaName,
    verdict: verdictOf(input, signals),
    by: input.by,
    confidence: input.confidence,
    false_alarm_rate: falseAlarmRate,
    seed: input.seed,
    draws: nullDraws,
    unit: input.unit,
    base: names.slice(0, base),
    runs: [...input.runs],
    periods: [...periods],
    families: [...families],
    signals,
    series: [...judged],
    mix: [...mix],
    notes: [...input.notes],
  };
}
