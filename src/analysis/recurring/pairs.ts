import { expectedHits } from "../../stats/fisher.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { testCandidates } from "./fisher-family.ts";
import type { Reported } from "./reported.ts";
import { pairRow } from "./rows.ts";
import { fewestEncounters } from "./thresholds.ts";

const pairsSql = readSql(new URL("./pairs.sql", import.meta.url));
const foundSql = readSql(new URL("./pairs-found.sql", import.meta.url));
const familiesSql = "SELECT system_ix AS family_ix, family_size FROM pair_families ORDER BY system_ix";

/**
 * Pairs of a missed and an added code that meet oftener than chance over units of evidence, by class; at least five
 * encounters each. Pairs that `errors` pairs in fewer are no candidates and stand in the family with p = 1.
 */
export async function findPairs(store: Store): Promise<readonly Reported[]> {
  await store.execute(pairsSql, { fewest: fewestEncounters });
  await testCandidates(store, familiesSql);
  const rows = await store.query(foundSql, pairRow, { fewest: fewestEncounters });
  return rows.map((row) => ({
    systemIx: row.system_ix,
    class: row.class,
    fromIx: row.from_ix,
    toIx: row.to_ix,
    kind: "reference",
    encounters: row.encounters,
    expected: expectedHits({ hits: row.encounters, ...row }),
    p: row.p,
    q: row.q,
  }));
}
