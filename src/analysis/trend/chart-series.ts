import {
  type Centre,
  type Dispersion,
  poolDispersion,
  widerDispersion,
} from "../../stats/over-time/control-chart.ts";
import type { CountedMoments } from "../ratio-figure.ts";
import type { GatheredSeries } from "./gather-series.ts";

/**
 * A series with what its tests stand on: the centre line, how widely a point scatters within itself, and how widely
 * the series does where patients come back at other points. Null with fewer than two points that counted anything.
 */
export interface ChartSeries extends GatheredSeries {
  readonly chart: {
    readonly centre: Centre;
    readonly scatter: Dispersion;
    readonly seriesScatter: Dispersion;
  } | null;
  readonly note: string | null;
}

/** Σy/Σx of some points, and their Σx; null where they counted nothing. */
export function centreOf(points: readonly (CountedMoments | null)[]): Centre | null {
  const counted = countedOf(points);
  const y = counted.reduce((sum, point) => sum + Number(point.y), 0);
  const x = counted.reduce((sum, point) => sum + Number(point.x), 0);
  return x === 0 ? null : { share: y / x, x };
}

function countedOf(points: readonly (CountedMoments | null)[]): readonly CountedMoments[] {
  return points.filter((point) => point !== null).filter(({ x }) => x > 0n);
}

/** `base`: how many first points the centre line is taken from. */
export function chartSeries(series: GatheredSeries, base: number): ChartSeries {
  const counted = countedOf(series.points);
  if (counted.length < 2) return { ...series, chart: null, note: "fewer than two points hold anything" };
  const centre = centreOf(series.points.slice(0, base));
  const scatter = poolDispersion(counted);
  if (centre === null || scatter === null)
    return { ...series, chart: null, note: "the base period holds nothing" };
  const whole = poolDispersion(series.wholes);
  const seriesScatter = whole === null ? scatter : widerDispersion(scatter, whole);
  return { ...series, chart: { centre, scatter, seriesScatter }, note: null };
}
