import type { TrendMix } from "../../domain/trend.ts";
import { benjaminiHochberg } from "../../stats/multiplicity.ts";
import {
  type CategoryMoments,
  expectedStability,
  homogeneityTest,
  type MixCounts,
  type MixScatter,
  markStability,
  populationStability,
  scatterOfMix,
} from "../../stats/over-time/population-stability.ts";
import type { TrendPlace } from "./gather-series.ts";
import type { ListedCategory, MixRow } from "./read-mix.ts";

/** False discoveries among the points whose mix is said to have drifted. */
const highestQ = 0.05;
const mostMoved = 3;

/** Patients below which the chi-square law of a point's mix is no guide. */
const fewestClusters = 30;
const others = "all others";

/** The mix of one side in one system: moments of each slot, point by point. */
interface Mix {
  readonly side: TrendMix["side"];
  readonly system: string;
  readonly categories: readonly string[];
  readonly slots: readonly (readonly (CategoryMoments | null)[])[];
}

function isRowOf(mix: Pick<Mix, "side" | "system">, row: MixRow): boolean {
  return row.system === mix.system && (row.side === 1) === (mix.side === "reference");
}

function gatherMix(
  side: Mix["side"],
  system: string,
  listed: readonly ListedCategory[],
  runs: readonly (readonly MixRow[])[],
  places: readonly TrendPlace[],
): Mix {
  const own = runs.map((rows) => rows.filter((row) => isRowOf({ side, system }, row)));
  const categories = [others, ...listed.map(({ category }) => category)];
  const byKey = new Map(
    own.flatMap((rows, run) => rows.map((row) => [`${run}|${row.period}|${row.slot}`, row] as const)),
  );
  const totals = places.map(({ run, period }) => own[run]?.find((row) => row.period === period) ?? null);
  const slots = categories.map((_, slot) =>
    places.map(({ run, period }, at) => {
      const total = totals[at];
      if (total === null || total === undefined) return null;
      const blank = { y: 0, yy: 0, xy: 0 };
      const { y, yy, xy } = byKey.get(`${run}|${period}|${slot}`) ?? blank;
      return { y, yy, xy, x: total.x, xx: total.xx, clusters: total.clusters };
    }),
  );
  return { side, system, categories, slots };
}

function countsAt(mix: Mix, at: number): readonly number[] {
  return mix.slots.map((points) => points[at]?.y ?? 0);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The base without the point itself, so that no point is held against itself. */
function countsFor(mix: Mix, at: number, base: number): MixCounts {
  const others = mix.slots.map((points) =>
    sumOf(points.slice(0, base).map((point, place) => (place === at ? 0 : (point?.y ?? 0)))),
  );
  return { point: countsAt(mix, at), base: others };
}

function listMoved(mix: Mix, { point, base }: MixCounts): TrendMix["moved"] {
  const [n, m] = [sumOf(point), sumOf(base)];
  return mix.categories
    .map((category, slot) => ({
      category,
      share: (point[slot] ?? 0) / n,
      base_share: (base[slot] ?? 0) / m,
    }))
    .sort((a, b) => Math.abs(b.share - b.base_share) - Math.abs(a.share - a.base_share))
    .slice(0, mostMoved);
}

type Draft = Omit<TrendMix, "q" | "is_flagged">;

interface Scatter extends MixScatter {
  readonly df: number;
}

function scatterOf(mix: Mix): Scatter | null {
  const counted = mix.slots.map((points) => points.filter((point) => point !== null));
  const scatter = scatterOfMix(counted);
  const df = sumOf((counted[0] ?? []).map(({ clusters }) => clusters - 1));
  return scatter === null || df <= 0 || scatter.designEffect <= 0 ? null : { ...scatter, df };
}

const unknown: Pick<Draft, "stability" | "expected" | "mark" | "p" | "moved"> = {
  stability: null,
  expected: null,
  mark: null,
  p: null,
  moved: [],
};

function judgePoint(mix: Mix, scatter: Scatter | null, at: number, period: string, base: number): Draft {
  const counts = countsFor(mix, at, base);
  const [codes, baseCodes] = [sumOf(counts.point), sumOf(counts.base)];
  const key = { side: mix.side, system: mix.system, period, codes, base_codes: baseCodes };
  const size = { categories: mix.categories.length, design_effect: scatter?.designEffect ?? null };
  const clusters = mix.slots[0]?.[at]?.clusters ?? 0;
  const stability = populationStability(counts);
  if (stability === null) {
    const note = codes === 0 ? "no code here" : "no code in the base period";
    return { ...key, ...size, ...unknown, note };
  }
  if (scatter === null || mix.categories.length < 3) {
    return { ...key, ...size, ...unknown, note: "too few codes a point to tell a mix" };
  }
  const test = clusters < fewestClusters ? null : homogeneityTest(counts, scatter, scatter.df);
  return {
    ...key,
    ...size,
    stability,
    expected: expectedStability(counts, scatter.designEffect),
    mark: markStability(stability),
    p: test?.p ?? null,
    moved: [...listMoved(mix, counts)],
    note: test === null ? `not tested: under ${fewestClusters} clusters` : null,
  };
}

/** What the mix of codes is judged by: the listed categories, and each run's moments of them. */
export interface MixReading {
  readonly categories: readonly ListedCategory[];
  readonly runs: readonly (readonly MixRow[])[];
}

function listMixes({ categories, runs }: MixReading, places: readonly TrendPlace[], system: string | null) {
  const all = [...new Set(runs.flatMap((rows) => rows.map((row) => row.system)))].sort();
  const systems = all.filter((name) => system === null || name === system || system === "all");
  return systems.flatMap((name) => {
    const listed = categories.filter((category) => category.system === name);
    return (["engine", "reference"] as const).map((side) => gatherMix(side, name, listed, runs, places));
  });
}

/**
 * The code mix of engine and reference at every point after the base (every point where all are the base) against the
 * base period; q by Benjamini and Hochberg over all points, sides and systems.
 */
export function judgeMix(
  reading: MixReading,
  places: readonly TrendPlace[],
  names: readonly string[],
  { base, system }: { readonly base: number; readonly system: string | null },
): readonly TrendMix[] {
  const isTested = (at: number) => base >= places.length || at >= base;
  const drafts = listMixes(reading, places, system).flatMap((mix) => {
    const scatter = scatterOf(mix);
    return names.flatMap((period, at) => (isTested(at) ? [judgePoint(mix, scatter, at, period, base)] : []));
  });
  const tested = drafts.flatMap(({ p }) => (p === null ? [] : [p]));
  const qs = benjaminiHochberg(tested)[Symbol.iterator]();
  return drafts.map((draft) => {
    const q = draft.p === null ? null : (qs.next().value ?? null);
    return { ...draft, q, is_flagged: q !== null && q <= highestQ };
  });
}
