import { type FigureKey, figureKey, sliceKey } from "../../domain/figure.ts";
import type { CountedMoments } from "../ratio-figure.ts";
import type { FigureMoments, TrendReading } from "./read-trend.ts";
import { runMetrics, sliceMetrics, type TrendOptions } from "./trend-options.ts";

/** One place on the time axis: a run by its number, and the period within it. */
export interface TrendPlace {
  readonly run: number;
  readonly period: number;
}

/** One figure over all points; a point without anything counted is null. `wholes`: its moments over each whole run. */
export interface GatheredSeries {
  readonly key: FigureKey;
  readonly family: "run" | "slices";
  readonly points: readonly (CountedMoments | null)[];
  readonly wholes: readonly CountedMoments[];
}

function placeKey({ run, period }: TrendPlace): string {
  return `${run}|${period}`;
}

/** Every period of every run, in the order of the runs and of time. Encounters without a date have no place. */
export function listPlaces(readings: readonly TrendReading[]): readonly TrendPlace[] {
  return readings.flatMap(({ periods }, run) => {
    const dated = periods.flatMap(({ period }) => (period === null ? [] : [period]));
    return [...new Set(dated)].sort((a, b) => a - b).map((period) => ({ run, period }));
  });
}

function isFollowed({ metric, system, slice }: FigureKey, options: TrendOptions): boolean {
  if (options.system !== null && system !== options.system) return false;
  if (options.slice !== null && sliceKey(slice) !== sliceKey(options.slice)) return false;
  if (options.metrics !== null) return options.metrics.includes(metric);
  const isEverySlice = slice !== null && options.slice === null;
  const followed: readonly string[] = isEverySlice ? sliceMetrics : runMetrics;
  return followed.includes(metric);
}

interface Gathering {
  readonly key: FigureKey;
  readonly points: (CountedMoments | null)[];
  readonly wholes: CountedMoments[];
}

function addFigure(gathered: Gathering, figure: FigureMoments, at: number | undefined): void {
  if (figure.period === null) gathered.wholes.push(figure.moments);
  else if (at !== undefined) gathered.points[at] = figure.moments;
}

const order: readonly string[] = runMetrics;

function rankOf({ key, family }: GatheredSeries): readonly [number, number] {
  return [family === "run" ? 0 : 1, order.indexOf(key.metric)];
}

function compareSeries(a: GatheredSeries, b: GatheredSeries): number {
  const [familyA, metricA] = rankOf(a);
  const [familyB, metricB] = rankOf(b);
  return familyA - familyB || metricA - metricB;
}

/** The figures that the options ask for, point by point; run figures first, then slices, each by metric. */
export function gatherSeries(
  readings: readonly TrendReading[],
  places: readonly TrendPlace[],
  options: TrendOptions,
): readonly GatheredSeries[] {
  const placeAt = new Map(places.map((place, at) => [placeKey(place), at]));
  const byKey = new Map<string, Gathering>();
  for (const [run, { figures }] of readings.entries()) {
    for (const figure of figures) {
      const { metric, system, slice } = figure;
      const key = { metric, system, slice };
      if (!isFollowed(key, options)) continue;
      const name = figureKey(key);
      const gathered = byKey.get(name) ?? { key, points: places.map(() => null), wholes: [] };
      byKey.set(name, gathered);
      addFigure(gathered, figure, placeAt.get(placeKey({ run, period: figure.period ?? -1 })));
    }
  }
  return [...byKey.values()]
    .map((gathered) => ({ ...gathered, family: gathered.key.slice === null ? "run" : "slices" }) as const)
    .sort(compareSeries);
}
