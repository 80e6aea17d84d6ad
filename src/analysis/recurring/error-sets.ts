import type { ErrorSetRow, RecurringError } from "../../domain/error-tables.ts";
import { expectedHits } from "../../stats/fisher.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { readSignificant, testCandidates } from "./fisher-family.ts";
import type { Significant } from "./rows.ts";
import { fewestEncounters, mostInSets } from "./thresholds.ts";

const setsSql = readSql(new URL("./sets.sql", import.meta.url));
const familiesSql = "SELECT system_ix AS family_ix, family_size FROM set_families ORDER BY system_ix";

function rowOf(found: Significant, errors: readonly RecurringError[]): ErrorSetRow[] {
  const [first, second] = [errors[found.first_ix], errors[found.second_ix]];
  if (first === undefined || second === undefined) return [];
  const expected = expectedHits(found);
  return [
    {
      system: first.system,
      first: first.id,
      second: second.id,
      encounters: found.hits,
      expected,
      lift: found.hits / expected,
      p: found.p,
      q: found.q,
    },
  ];
}

function compareRows(a: ErrorSetRow, b: ErrorSetRow): number {
  const key = ({ system, first, second }: ErrorSetRow) => `${system}|${first}|${second}`;
  return b.encounters - a.encounters || (key(a) < key(b) ? -1 : 1);
}

/**
 * Reported errors that come together in one answer oftener than chance, over answered encounters in which both could
 * occur: at least five encounters, q ≤ .05. `errors` by number, as in the table `recurring`.
 */
export async function findErrorSets(
  store: Store,
  errors: readonly RecurringError[],
): Promise<readonly ErrorSetRow[]> {
  await store.execute(setsSql, { fewest: fewestEncounters, most: mostInSets });
  await testCandidates(store, familiesSql);
  const found = await readSignificant(store);
  return found.flatMap((row) => rowOf(row, errors)).sort(compareRows);
}
