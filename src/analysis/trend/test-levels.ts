import type { TrendFamily } from "../../domain/trend.ts";
import { normalQuantile } from "../../stats/quantiles.ts";
import type { ChartSeries } from "./chart-series.ts";
import { falseAlarmRate } from "./trend-options.ts";

type Test = TrendFamily["test"];
type Part = TrendFamily["family"];

/** Points that are held against limits: those after the base, or all where the base is everything. */
export function isTested(series: ChartSeries, at: number, base: number): boolean {
  const point = series.points[at] ?? null;
  const isAfter = base >= series.points.length || at >= base;
  return series.chart !== null && point !== null && point.x > 0n && isAfter;
}

function countTests(series: readonly ChartSeries[], test: Test, part: Part, base: number): number {
  const own = series.filter(({ family, chart }) => family === part && chart !== null);
  if (test === "change") return own.length;
  return own.reduce((sum, one) => sum + one.points.filter((_, at) => isTested(one, at, base)).length, 0);
}

const families = [
  { test: "limits", family: "run" },
  { test: "limits", family: "slices" },
  { test: "change", family: "run" },
  { test: "change", family: "slices" },
] as const;

/**
 * How the false-alarm rate of 5 % is shared: evenly among the families that hold any test. Within control limits
 * each point has the family's share over its number of points (Bonferroni); change points go by Holm's procedure,
 * whose first and strictest level is the one printed.
 */
export function shareAlarms(series: readonly ChartSeries[], base: number): readonly TrendFamily[] {
  const counted = families.map(({ test, family }) => ({
    test,
    family,
    tests: countTests(series, test, family, base),
  }));
  const held = counted.filter(({ tests }) => tests > 0);
  return held.map(({ test, family, tests }) => {
    const rate = falseAlarmRate / held.length;
    const level = rate / tests;
    return { test, family, tests, false_alarm_rate: rate, level, z: normalQuantile(1 - level / 2) };
  });
}

export function findFamily(levels: readonly TrendFamily[], test: Test, family: Part): TrendFamily | null {
  return levels.find((level) => level.test === test && level.family === family) ?? null;
}
