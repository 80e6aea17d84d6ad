import { allSystems } from "../../domain/code-system.ts";
import type { ComparedFigure } from "../../domain/comparison.ts";
import type { FigureKey } from "../../domain/figure.ts";
import { readsLibrary } from "./compared-metrics.ts";
import {
  flipTest,
  measureDifference,
  type RatioPair,
  ratioPair,
  scaleOf,
  whyNoInterval,
  zTest,
} from "./difference.ts";
import { type FinishedFigures, whyMissing } from "./finished-figures.ts";
import type { PairedScope } from "./pair-scopes.ts";
import type { PairedSums } from "./paired-sums.ts";
import type { FlipRow, PairedRow } from "./rows.ts";

/** What every figure of one comparison shares. `seed` is of the sign flips, `unit` the unit of evidence. */
export interface ComparisonContext {
  readonly older: FinishedFigures;
  readonly newer: FinishedFigures;
  readonly scopes: readonly PairedScope[];
  readonly systems: readonly string[];
  readonly unit: string;
  readonly confidence: number;
  readonly seed: number;
  /** Whether both runs were judged by the same official tables. */
  readonly sameLibrary: boolean;
  /** What the older and the newer run are called where one lacks a figure. */
  readonly names: readonly [older: string, newer: string];
}

/** A figure that is not there, or was not tested. */
export const blankComparison = {
  a: null,
  b: null,
  difference: null,
  lower: null,
  upper: null,
  se: null,
  df: null,
  p: null,
  p_holm: null,
  q: null,
  direction: null,
  method: null,
  encounters: null,
  clusters: null,
  changed: null,
  note: null,
} as const satisfies Partial<ComparedFigure>;

/** Sums by metric number, scope and system name; a figure of no system stands under "". */
export function indexSums(sums: PairedSums): ReadonlyMap<string, PairedRow> {
  const nameOf = (ix: number) => (ix === -2 ? "" : (sums.systems.get(ix) ?? ""));
  return new Map(sums.rows.map((row) => [`${row.metric_ix}|${row.scope_ix}|${nameOf(row.system_ix)}`, row]));
}

/** Why the difference of a figure cannot be told, or null where it can. */
export function whyUncompared(context: ComparisonContext, key: FigureKey): string | null {
  if (!context.sameLibrary && readsLibrary(key.metric))
    return "left out: the runs were judged by other code tables";
  const [inA, inB] = [whyMissing(context.older, key), whyMissing(context.newer, key)];
  if (inA !== null && inA === inB) return inA;
  if (inA !== null) return `${context.names[0]}: ${inA}`;
  return inB === null ? null : `${context.names[1]}: ${inB}`;
}

function testPair(pair: RatioPair, key: FigureKey, flips: readonly FlipRow[] | null, seed: number) {
  if (key.slice !== null || flips === null) return { p: zTest(pair), test: "z" };
  return { p: flipTest(pair, flips, scaleOf(key.metric), seed), test: "sign flips" };
}

function compareRatio(
  context: ComparisonContext,
  key: FigureKey,
  row: PairedRow,
  flips: readonly FlipRow[] | null,
): ComparedFigure {
  const pair = ratioPair(key.metric, row);
  const measured = measureDifference(pair, context.confidence);
  const { encounters, clusters, changed } = pair;
  const counts = { encounters, clusters, changed };
  if (measured.difference === null)
    return { ...key, ...blankComparison, ...counts, note: "one of the two figures cannot be computed here" };
  const { p, test } = testPair(pair, key, flips, context.seed);
  const method = `paired difference, linearised, clustered by ${context.unit}; p by ${test}`;
  const note = measured.lower === null ? whyNoInterval(pair, context.unit) : null;
  return { ...key, ...blankComparison, ...measured, ...counts, p, method, note };
}

function groupFlips(sums: PairedSums): ReadonlyMap<string, readonly FlipRow[]> {
  const groups = new Map<string, FlipRow[]>();
  for (const row of sums.flips) {
    const key = `${row.metric_ix}|${row.system_ix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Flips of a figure of the whole run; none differ where it has no rows, null where it has too many clusters for them. */
function flipsOf(
  groups: ReadonlyMap<string, readonly FlipRow[]>,
  row: PairedRow,
  most: number,
): readonly FlipRow[] | null {
  if (row.clusters > most) return null;
  return groups.get(`${row.metric_ix}|${row.system_ix}`) ?? [];
}

/**
 * Every ratio of both runs over the same encounters: whole run first, then slice by slice in which both runs have it.
 * Of the whole run, figures that cannot be compared stay, with the reason.
 */
export function compareRatios(
  context: ComparisonContext,
  sums: PairedSums,
  mostFlipped: number,
): readonly ComparedFigure[] {
  const rows = indexSums(sums);
  const groups = groupFlips(sums);
  const compareOne = (key: FigureKey, metricIx: number, scope: PairedScope): readonly ComparedFigure[] => {
    const why = whyUncompared(context, key);
    const row = rows.get(`${metricIx}|${scope.index}|${key.system ?? ""}`);
    if (why === null && row !== undefined)
      return [compareRatio(context, key, row, flipsOf(groups, row, mostFlipped))];
    if (scope.slice !== null) return [];
    return [{ ...key, ...blankComparison, note: why ?? "no encounter of both runs enters" }];
  };
  return context.scopes.flatMap((scope) =>
    sums.metrics.flatMap((metric, metricIx) =>
      namesOf(context, metric.name).flatMap((system) =>
        compareOne({ metric: metric.name, system, slice: scope.slice }, metricIx, scope),
      ),
    ),
  );
}

/** The systems under which either run has a figure of the whole run by that name, all together first. */
export function namesOf(context: ComparisonContext, metric: string): readonly (string | null)[] {
  const candidates = [null, allSystems, ...context.systems];
  return candidates.filter((system) => {
    const key = JSON.stringify([metric, system, ""]);
    return context.older.has(key) || context.newer.has(key);
  });
}
