import type { Figure } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import { metricCatalogue } from "../../domain/metric-catalogue.ts";
import { jackknifeInterval, jackknifeVariance } from "../../stats/jackknife.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";
import { type FigureContext, nameNotGiven, systemName, systemNumbers } from "../figure-context.ts";
import { storeThetas, type Thetas } from "../jackknife-thetas.ts";
import { nullReason } from "../null-reason.ts";
import type { Scope } from "../slices/scopes.ts";
import { addSums, macroValue } from "./macro-value.ts";
import { groupRow, jackknifeRow, type MacroSums, macroRow } from "./rows.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const jackknifeSql = readSql(new URL("./jackknife.sql", import.meta.url));
const groupsSql = readSql(new URL("./jackknife-groups.sql", import.meta.url));

const macros = metricCatalogue.filter((metric) => metric.form === "macro");
const metrics = macros.filter(({ name }) => !name.endsWith(".supported"));
const supportedMetrics = macros.filter(({ name }) => name.endsWith(".supported"));
const fewGroups = 30;

interface MacroData {
  readonly sums: ReadonlyMap<string, MacroSums>;
  readonly changes: ReadonlyMap<string, MacroSums>;
  readonly groups: ReadonlyMap<number, readonly number[]>;
}

function cellKey(scopeIx: number, systemIx: number, isAnswered: boolean): string {
  return `${scopeIx}|${systemIx}|${isAnswered}`;
}

async function readMacroData(store: Store, minSupport: number): Promise<MacroData> {
  const sums = await store.query(querySql, macroRow, { min_support: minSupport });
  const changes = await store.query(jackknifeSql, jackknifeRow, { min_support: minSupport });
  const groups = await store.query(groupsSql, groupRow);
  return {
    sums: new Map(sums.map((row) => [cellKey(row.scope_ix, row.system_ix, row.is_answered), row])),
    changes: new Map(
      changes.map((row) => [
        `${cellKey(row.scope_ix, row.system_ix, row.is_answered)}|${row.jack_group}`,
        row,
      ]),
    ),
    groups: groupByScope(groups),
  };
}

function groupByScope(rows: readonly { scope_ix: number; jack_group: number }[]) {
  const groups = new Map<number, number[]>();
  for (const row of rows) groups.set(row.scope_ix, [...(groups.get(row.scope_ix) ?? []), row.jack_group]);
  return groups;
}

function thetasOf(data: MacroData, scope: Scope, cell: string, sums: MacroSums, metric: string) {
  return (data.groups.get(scope.index) ?? []).map((group) => {
    const change = data.changes.get(`${cell}|${group}`);
    return macroValue(metric, change === undefined ? sums : addSums(sums, change));
  });
}

interface MacroFigureInput {
  readonly data: MacroData;
  readonly context: FigureContext;
  readonly scope: Scope;
  readonly systemIx: number;
  readonly metric: Metric;
}

function intervalNote(groups: number): string {
  const meaning = "the interval is for the expected value at this sample size";
  return groups < fewGroups ? `${meaning}; only ${groups} groups: take it with care` : meaning;
}

function macroFigure({ data, context, scope, systemIx, metric }: MacroFigureInput): Figure {
  const isAnswered = metric.name.endsWith(".answered");
  const cell = cellKey(scope.index, systemIx, isAnswered);
  const notGiven = nameNotGiven(context, systemIx);
  const sums = notGiven === null ? data.sums.get(cell) : undefined;
  const value = sums === undefined ? null : macroValue(metric.name, sums);
  const base = {
    metric: metric.name,
    system: systemName(context, systemIx),
    slice: scope.slice,
    value,
    confidence: context.confidence,
    ...blankFigure,
    encounters: isAnswered ? scope.answered : scope.encounters,
  };
  if (sums === undefined || value === null)
    return { ...base, note: nullReason(scope, metric.name, notGiven) };
  if (!scope.wantsMacroInterval)
    return { ...base, note: "no interval: made where a benchmark names the slice" };
  const thetas = thetasOf(data, scope, cell, sums, metric.name);
  const variance = jackknifeVariance(thetas, value);
  const interval = jackknifeInterval(thetas, value, context.confidence);
  return {
    ...base,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    method: `delete-a-group jackknife over ${context.unit}s, ${thetas.length} groups`,
    scale: "identity",
    se: variance === null ? null : Math.sqrt(variance),
    df: thetas.length - 1,
    note: interval === null ? "one group holds every code: no interval" : intervalNote(thetas.length),
  };
}

function macroFigures(context: FigureContext, data: MacroData, made: readonly Metric[]): readonly Figure[] {
  return context.scopes.flatMap((scope) =>
    systemNumbers(context).flatMap((systemIx) =>
      made.map((metric) => macroFigure({ data, context, scope, systemIx, metric })),
    ),
  );
}

/** Every figure of the whole run without each group, by which two runs are compared. */
function thetasOfRun(context: FigureContext, data: MacroData): readonly Thetas[] {
  const [run] = context.scopes;
  if (run === undefined) return [];
  const groups = data.groups.get(run.index) ?? [];
  return systemNumbers(context).flatMap((systemIx) =>
    metrics.flatMap(({ name: metric }) => {
      const cell = cellKey(run.index, systemIx, metric.endsWith(".answered"));
      const sums = data.sums.get(cell);
      if (sums === undefined) return [];
      return [{ metric, systemIx, groups, values: thetasOf(data, run, cell, sums, metric) }];
    }),
  );
}

/** Says which codes the figure is over; where none has the support, that is why there is no value. */
function nameSupport(figure: Figure, minSupport: number): Figure {
  const words = `codes with ${minSupport} encounters or more in the reference`;
  if (figure.value === null) return { ...figure, note: `${figure.note}, or no ${words}` };
  return { ...figure, method: figure.method === null ? null : `${figure.method}, over ${words}` };
}

/**
 * `codes.f1_macro.*`, also `.answered`: values for every scope, jackknife intervals for the whole run and where asked.
 * With `minSupport` the figures over `.supported` codes too: those with so many encounters in the scope's reference.
 */
export async function measureMacro(
  store: Store,
  context: FigureContext,
  minSupport: number | null = null,
): Promise<readonly Figure[]> {
  const data = await readMacroData(store, 0);
  await storeThetas(store, thetasOfRun(context, data));
  const all = macroFigures(context, data, metrics);
  if (minSupport === null) return all;
  const supported = macroFigures(context, await readMacroData(store, minSupport), supportedMetrics);
  return [...all, ...supported.map((figure) => nameSupport(figure, minSupport))];
}
