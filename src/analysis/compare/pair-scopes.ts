import { z } from "zod";
import { type Slice, sliceKey } from "../../domain/figure.ts";
import type { Store } from "../../store/store.ts";

/** A part of both runs that differences are made for; index 0, slice null, is the whole of them. */
export interface PairedScope {
  readonly index: number;
  readonly slice: Slice | null;
}

const conditionRow = z.strictObject({
  scope_ix: z.number(),
  column_name: z.string().nullable(),
  value: z.string().nullable(),
});

/** The slices of one run by their number; the whole run is null. */
async function readSlices(store: Store, side: "old" | "new"): Promise<ReadonlyMap<number, Slice | null>> {
  const rows = await store.query(
    `SELECT scopes.scope_ix, conditions.column_name, conditions.value
     FROM ${side}_scopes AS scopes
     LEFT JOIN ${side}_scope_conditions AS conditions ON conditions.scope_ix = scopes.scope_ix
     ORDER BY scopes.scope_ix, conditions.column_name`,
    conditionRow,
  );
  const slices = new Map<number, Slice | null>();
  for (const { scope_ix, column_name, value } of rows) {
    const before = slices.get(scope_ix) ?? null;
    slices.set(scope_ix, column_name === null ? null : { ...before, [column_name]: value });
  }
  return slices;
}

/**
 * Makes compare_scopes: the scopes of the newer run, with `commonOnly` those that the older has too. `alone` names the
 * slices of either run that are left out.
 */
export async function pairScopes(
  store: Store,
  commonOnly: boolean,
): Promise<{ readonly scopes: readonly PairedScope[]; readonly alone: readonly Slice[] }> {
  const [older, newer] = [await readSlices(store, "old"), await readSlices(store, "new")];
  const inOld = new Set([...older.values()].map(sliceKey));
  const inNew = new Set([...newer.values()].map(sliceKey));
  const kept = [...newer].filter(([, slice]) => !commonOnly || inOld.has(sliceKey(slice)));
  await store.execute("CREATE OR REPLACE TEMP TABLE compare_scopes (scope_ix INTEGER, new_ix INTEGER)");
  await store.append(
    "compare_scopes",
    ["scope_ix", "new_ix"],
    kept.map(([newIx], index) => [index, newIx]),
  );
  const alone = [
    ...[...older.values()].filter((slice) => !inNew.has(sliceKey(slice))),
    ...[...newer.values()].filter((slice) => !inOld.has(sliceKey(slice))),
  ];
  return {
    scopes: kept.map(([, slice], index) => ({ index, slice })),
    alone: alone.filter((slice) => slice !== null),
  };
}
