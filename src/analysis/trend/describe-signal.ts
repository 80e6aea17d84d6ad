import { allSystems } from "../../domain/code-system.ts";
import type { FigureKey } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { ChangePoint, TrendMix, TrendPeriod, TrendPoint, TrendSignal } from "../../domain/trend.ts";
import { nameWeek } from "../../domain/week-name.ts";

/** One series as it was judged. */
export interface JudgedSeries {
  readonly key: FigureKey;
  readonly points: readonly TrendPoint[];
  readonly change: ChangePoint | null;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function nameFigure({ metric, system, slice }: FigureKey): string {
  const title = (findMetric(metric)?.title ?? metric).replace(/ \([^)]*\)$/, "");
  const parts = Object.entries(slice ?? {}).map(([column, value]) => `${column} ${value ?? "not recorded"}`);
  const where = system === null ? [] : [system === allSystems ? "all systems" : system];
  return [title, ...where, ...parts].join(", ");
}

function versionsOf(period: TrendPeriod | undefined): string {
  return (period?.versions ?? []).map(({ version }) => version ?? "no version").join(" and ");
}

/** " (engine 3.3 there, 3.2 before)" where the versions that answered differ from the period before. */
function tellVersions(periods: readonly TrendPeriod[], name: string): string {
  const at = periods.findIndex((period) => period.name === name);
  if (at < 1) return "";
  const [before, there] = [versionsOf(periods[at - 1]), versionsOf(periods[at])];
  return before === there ? "" : ` (engine version ${there} there, ${before} before)`;
}

function describeChange({ key, change }: JudgedSeries, periods: readonly TrendPeriod[]): TrendSignal[] {
  if (change === null || !change.is_flagged) return [];
  const { period, before, after, signal } = change;
  const values = `${percent(before.value ?? 0)} before, ${percent(after.value ?? 0)} from there on`;
  const text = `${nameFigure(key)} changes at ${nameWeek(period)}: ${values}${tellVersions(periods, period)}.`;
  return [{ kind: "change", signal, ...key, side: null, period, text }];
}

function tellPoint(point: TrendPoint, rest: number): string {
  const centre = point.centre ?? 0;
  const { value, lower_limit: lower, upper_limit: upper, period } = point;
  const isLow = (value ?? 0) < centre;
  const limit = isLow
    ? `below the limit of ${percent(lower ?? 0)}`
    : `above the limit of ${percent(upper ?? 1)}`;
  const more = rest === 0 ? "" : ` and ${rest} more ${rest === 1 ? "point lies" : "points lie"} beyond it`;
  return `${percent(value ?? 0)} in ${period}, ${limit} (centre ${percent(centre)})${more}`;
}

/** One signal for all points of a series on one side of its limits. */
function describeLimits({ key, points }: JudgedSeries): TrendSignal[] {
  const isBeyond = (side: number) => (point: TrendPoint) =>
    point.signal !== null && Math.sign((point.value ?? 0) - (point.centre ?? 0)) === side;
  return [-1, 1].flatMap((side) => {
    const [first, ...rest] = points.filter(isBeyond(side));
    if (first === undefined || first.signal === null) return [];
    const text = `${nameFigure(key)}: ${tellPoint(first, rest.length)}.`;
    return [
      { kind: "limit", signal: first.signal, ...key, side: null, period: first.period, text },
    ] satisfies TrendSignal[];
  });
}

const sides = { engine: "the engine's", reference: "the coders'" } as const;

function describeMix(mix: TrendMix): TrendSignal[] {
  if (!mix.is_flagged) return [];
  const moved = mix.moved
    .map(({ category, share, base_share }) => `${category} ${percent(base_share)} to ${percent(share)}`)
    .join(", ");
  const size = `stability index ${(mix.stability ?? 0).toFixed(3)}, ${mix.mark ?? "small"}`;
  const text = `The mix of ${sides[mix.side]} ${mix.system} codes in ${mix.period} is not the base's (${size}): ${moved}.`;
  const { system, side, period } = mix;
  return [{ kind: "mix", signal: "other", metric: null, system, slice: null, side, period, text }];
}

const weights = { worse: 0, better: 1, other: 2 } as const;
const kinds = { change: 0, limit: 1, mix: 2 } as const;

function stepOf({ change }: JudgedSeries): number {
  return Math.abs(change?.difference ?? 0);
}

/**
 * Everything that was flagged, each with its sentence: for the worse first, change points before single points, the
 * greatest step first.
 */
export function describeSignals(
  series: readonly JudgedSeries[],
  mixes: readonly TrendMix[],
  periods: readonly TrendPeriod[],
): readonly TrendSignal[] {
  const found = [
    ...[...series].sort((a, b) => stepOf(b) - stepOf(a)).flatMap((one) => describeChange(one, periods)),
    ...series.flatMap(describeLimits),
    ...mixes.flatMap(describeMix),
  ];
  return found.sort((a, b) => weights[a.signal] - weights[b.signal] || kinds[a.kind] - kinds[b.kind]);
}
