import { z } from "zod";
import type { Benchmark } from "../../domain/benchmark.ts";
import { type Slice, sliceKey } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { AnalysisInput } from "../analysis-input.ts";

const valuesSql = readSql(new URL("./values.sql", import.meta.url));
const membersSql = readSql(new URL("./members.sql", import.meta.url));

const valueRow = z.strictObject({ column_name: z.string(), value: z.string().nullable() });
const sizeRow = z.strictObject({ scope_ix: z.number(), encounters: z.number(), answered: z.number() });

/** A part of the run that figures are made for; index 0, slice null, is the whole run. */
export interface Scope {
  readonly index: number;
  readonly slice: Slice | null;
  readonly wantsMacroInterval: boolean;
  readonly encounters: number;
  readonly answered: number;
}

type Draft = Omit<Scope, "encounters" | "answered">;

/** The slices that a benchmark is held for: its own, or with `each` one for every value of that column. */
function slicesOf({ slice, each }: Benchmark, values: readonly z.infer<typeof valueRow>[]): readonly Slice[] {
  if (each === undefined) return slice === undefined ? [] : [slice];
  const own = values.filter((row) => row.column_name === each);
  return own.map(({ value }) => ({ ...slice, [each]: value }));
}

function draftScopes(
  { benchmarks }: AnalysisInput,
  slices: readonly Slice[],
  values: readonly z.infer<typeof valueRow>[],
): readonly Draft[] {
  const asked = benchmarks.flatMap((benchmark) => slicesOf(benchmark, values));
  const macros = benchmarks.filter(({ metric }) => findMetric(metric)?.form === "macro");
  const askedOfMacros = new Set(macros.flatMap((macro) => slicesOf(macro, values)).map(sliceKey));
  const distinct = new Map([...slices, ...asked].map((slice) => [sliceKey(slice), slice]));
  const all = [null, ...distinct.values()];
  return all.map((slice, index) => ({
    index,
    slice,
    wantsMacroInterval: slice === null || askedOfMacros.has(sliceKey(slice)),
  }));
}

async function storeScopes(store: Store, drafts: readonly Draft[]): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE scopes (scope_ix INTEGER, conditions INTEGER, wants_macro_interval BOOLEAN)",
  );
  await store.execute(
    "CREATE OR REPLACE TABLE scope_conditions (scope_ix INTEGER, column_name VARCHAR, value VARCHAR)",
  );
  const conditions = drafts.flatMap((draft) =>
    Object.entries(draft.slice ?? {}).map(([column, value]) => [draft.index, column, value]),
  );
  await store.append(
    "scopes",
    ["scope_ix", "conditions", "wants_macro_interval"],
    drafts.map((draft) => [draft.index, Object.keys(draft.slice ?? {}).length, draft.wantsMacroInterval]),
  );
  await store.append("scope_conditions", ["scope_ix", "column_name", "value"], conditions);
}

/** Slice columns of the scenario, and claim_type where both kinds of claim occur (METRICS.md, Conventions). */
function columnsSliced(
  input: AnalysisInput,
  values: readonly z.infer<typeof valueRow>[],
): ReadonlySet<string> {
  const claimTypes = values.filter((row) => row.column_name === "claim_type" && row.value !== null);
  return new Set(claimTypes.length > 1 ? [...input.slices, "claim_type"] : input.slices);
}

/**
 * Makes `scopes` and `scope_members`: the whole run, every value of every slice column, and each slice that a
 * benchmark names or sweeps over. A slice that matches nothing stays, with 0 encounters.
 */
export async function makeScopes(store: Store, input: AnalysisInput): Promise<readonly Scope[]> {
  const values = await store.query(valuesSql, valueRow);
  const columns = columnsSliced(input, values);
  const slices = values
    .filter((row) => columns.has(row.column_name))
    .map((row) => ({ [row.column_name]: row.value }));
  const drafts = draftScopes(input, slices, values);
  await storeScopes(store, drafts);
  await store.execute(membersSql);
  const sizes = new Map(
    (await store.query("SELECT scope_ix, encounters, answered FROM scope_sizes", sizeRow)).map((row) => [
      row.scope_ix,
      row,
    ]),
  );
  return drafts.map((draft) => ({
    ...draft,
    encounters: sizes.get(draft.index)?.encounters ?? 0,
    answered: sizes.get(draft.index)?.answered ?? 0,
  }));
}
