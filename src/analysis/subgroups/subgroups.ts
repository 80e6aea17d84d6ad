import type { SliceRow } from "../../domain/error-tables.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type FigureContext, systemName } from "../figure-context.ts";
import type { Scope } from "../slices/scopes.ts";
import { type ColumnPair, columnPairs, fewestEncounters, type SliceColumn, sliceColumns } from "./columns.ts";
import { adjustFamilies, bySize } from "./families.ts";
import { codeForms, engineForms, type Form, formMoments } from "./forms.ts";
import { type PartRow, partRow, type TotalRow, totalRow } from "./rows.ts";
import { measureDifference } from "./slice-difference.ts";

const sumsSql = readSql(new URL("./sums.sql", import.meta.url));
const placesSql = readSql(new URL("./places.sql", import.meta.url));
const totalsSql = readSql(new URL("./totals.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));

const dropSql = ["subgroup_places", "place_sums", "many_encounters", "subgroup_sums", "patient_encounters"]
  .map((table) => `DROP TABLE ${table};`)
  .join(" ");

/** system_ix of the engine's rates, which belong to no code system. */
const engineRates = -2;

async function storeColumns(store: Store, columns: readonly SliceColumn[]): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE subgroup_scopes (scope_ix INTEGER, column_ix INTEGER, set_ix INTEGER)",
  );
  const rows = columns.flatMap(({ index, set, scopes }) => scopes.map((scope) => [scope.index, index, set]));
  await store.append("subgroup_scopes", ["scope_ix", "column_ix", "set_ix"], rows);
}

function nameValue(scope: Scope | undefined, column: string): string | null {
  return scope?.slice?.[column] ?? null;
}

function formsOf(row: PartRow): readonly Form[] {
  return row.system_ix === engineRates ? engineForms : codeForms;
}

/** "setting × payer" and "inpatient × Medicare"; a null value, crossed, reads "not recorded". */
function nameSubgroup({ first, second }: ColumnPair, scopes: readonly Scope[], row: PartRow) {
  const value = nameValue(scopes[row.scope_a], first.name);
  if (first.index === second.index) return { column: first.name, value };
  const other = nameValue(scopes[row.scope_b], second.name);
  return {
    column: `${first.name} × ${second.name}`,
    value: `${value ?? "not recorded"} × ${other ?? "not recorded"}`,
  };
}

function compareRow(
  context: FigureContext,
  pair: ColumnPair,
  form: Form,
  row: PartRow,
  total: TotalRow,
  encounters: number,
): SliceRow {
  const isTested = row.members >= fewestEncounters && total.members - row.members >= fewestEncounters;
  const measured = measureDifference(formMoments(form, row, total), isTested, context.confidence);
  return {
    system: row.system_ix === engineRates ? null : systemName(context, row.system_ix),
    ...nameSubgroup(pair, context.scopes, row),
    metric: form.metric,
    encounters,
    value_of_slice: measured.slice,
    value_of_rest: measured.rest,
    difference: measured.difference,
    lower: measured.lower,
    upper: measured.upper,
    p: measured.p,
    q: null,
  };
}

/** Whether a crossing holds no fewer encounters than one of its two slices: then it is that slice again. */
function isOneOfItsSlices(
  scopes: readonly Scope[],
  { scope_a, scope_b }: PartRow,
  encounters: number,
): boolean {
  if (scope_a === scope_b) return false;
  return [scope_a, scope_b].some((index) => scopes[index]?.encounters === encounters);
}

async function comparePair(
  store: Store,
  context: FigureContext,
  pair: ColumnPair,
  totals: ReadonlyMap<number, TotalRow>,
): Promise<readonly SliceRow[]> {
  const { first, second, fewest } = pair;
  const rows = await store.query(querySql, partRow, { first: first.index, second: second.index, fewest });
  const sizeKey = (row: PartRow) => `${row.scope_a}|${row.scope_b}`;
  const sizes = new Map(
    rows.filter((row) => row.system_ix === engineRates).map((row) => [sizeKey(row), row.members]),
  );
  return rows.flatMap((row) => {
    const total = totals.get(row.system_ix);
    const encounters = sizes.get(sizeKey(row)) ?? 0;
    if (total === undefined || context.systemsNotGiven.has(row.system_ix)) return [];
    if (isOneOfItsSlices(context.scopes, row, encounters)) return [];
    return formsOf(row).map((form) => compareRow(context, pair, form, row, total, encounters));
  });
}

/**
 * Every slice value, and every two of different columns with at least 30 encounters together, against the rest of the
 * run: precision, recall, F1 and exact match of each code system, and the engine's abstentions and failures (system
 * null). The difference is slice less rest. With fewer than 30 encounters on either side that enter a figure it is
 * given but not tested: lower, upper, p and q null; null as a whole where either value is. A value null is "not
 * recorded"; a crossing that is one of its slices again is left out. `encounters` are those compared in the slice, whether or not they enter the figure. An encounter without
 * an answer has all its codes missed, so that gaps in recall and in abstention come together. q is within figure and
 * system, slices and crossings apart. Needs the tables of `encode` and `makeScopes`.
 */
export async function measureSubgroups(store: Store, context: FigureContext): Promise<readonly SliceRow[]> {
  const columns = sliceColumns(context.scopes);
  if (columns.length === 0) return [];
  await storeColumns(store, columns);
  await store.execute(sumsSql);
  const totals = new Map((await store.query(totalsSql, totalRow)).map((row) => [row.system_ix, row]));
  const slices: (readonly SliceRow[])[] = [];
  const crossings: (readonly SliceRow[])[] = [];
  for (const set of new Set(columns.map((column) => column.set))) {
    await store.execute(placesSql, { set });
    for (const pair of columnPairs(columns.filter((column) => column.set === set))) {
      const rows = await comparePair(store, context, pair, totals);
      (pair.first.index === pair.second.index ? slices : crossings).push(rows);
    }
  }
  await store.execute(dropSql);
  return [...adjustFamilies(slices.flat()), ...adjustFamilies(crossings.flat())].sort(bySize);
}
