import type { Concentration } from "../../domain/error-tables.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { Scope } from "../slices/scopes.ts";
import { readSignificant, testCandidates } from "./fisher-family.ts";
import { groupRows } from "./group-rows.ts";
import type { Significant } from "./rows.ts";
import { mostConcentrations } from "./thresholds.ts";

const concentrationsSql = readSql(new URL("./concentrations.sql", import.meta.url));
const familiesSql =
  "SELECT system_ix AS family_ix, family_size FROM concentration_families ORDER BY system_ix";

/** Rate within the slice over the rate elsewhere; null where there is none elsewhere. */
function liftOf({ hits, drawn, marked, total }: Significant): number | null {
  return marked === hits ? null : (hits * (total - drawn)) / (drawn * (marked - hits));
}

function describe(found: Significant, scopes: readonly Scope[]): Concentration {
  const slice = scopes.find(({ index }) => index === found.second_ix)?.slice ?? {};
  const [column = "", value = null] = Object.entries(slice)[0] ?? [];
  const { hits: encounters, drawn: opportunities, p, q } = found;
  return { column, value, encounters, opportunities, lift: liftOf(found), p, q };
}

/** The highest lift first, none elsewhere above all; then the smallest p; then in the order of the slices. */
function compareLift(a: Concentration, b: Concentration): number {
  const [liftA, liftB] = [a.lift ?? Infinity, b.lift ?? Infinity];
  return liftA === liftB ? a.p - b.p : liftB - liftA;
}

/** By number of the error: up to five slices of one column in which its rate is higher than elsewhere, q ≤ .05. */
export async function findConcentrations(
  store: Store,
  scopes: readonly Scope[],
): Promise<ReadonlyMap<number, readonly Concentration[]>> {
  await store.execute(concentrationsSql);
  await testCandidates(store, familiesSql);
  const found = groupRows(await readSignificant(store), ({ first_ix }) => first_ix);
  return new Map(
    [...found].map(([errorIx, rows]) => [
      errorIx,
      rows
        .map((row) => describe(row, scopes))
        .sort(compareLift)
        .slice(0, mostConcentrations),
    ]),
  );
}
