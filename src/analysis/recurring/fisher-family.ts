import type { z } from "zod";
import { benjaminiHochbergCounted } from "../../stats/counted-tests.ts";
import { fisherP } from "../../stats/fisher.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { familyRow, overlapRow, type Significant, significantRow } from "./rows.ts";
import { highestQ } from "./thresholds.ts";

const tablesSql = readSql(new URL("./fisher-tables.sql", import.meta.url));
const significantSql = readSql(new URL("./significant.sql", import.meta.url));

type Table = z.infer<typeof overlapRow>;
type Finding = readonly [familyIx: number, ...numbers: readonly number[]];

const findingColumns = ["family_ix", "hits", "drawn", "marked", "total", "p", "q"] as const;

function findInFamily(tables: readonly Table[], familySize: number): readonly Finding[] {
  const tests = tables.map((table) => ({ p: fisherP(table), count: table.candidates }));
  const qs = benjaminiHochbergCounted(tests, familySize);
  return tables.flatMap((table, index): Finding[] => {
    const { family_ix, hits, drawn, marked, total } = table;
    const [p, q] = [tests[index]?.p ?? 1, qs[index] ?? 1];
    return q <= highestQ ? [[family_ix, hits, drawn, marked, total, p, q]] : [];
  });
}

async function storeFindings(store: Store, findings: readonly Finding[]): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE fisher_findings (family_ix INTEGER, hits BIGINT, drawn BIGINT, marked BIGINT, total BIGINT, p DOUBLE, q DOUBLE)",
  );
  await store.append("fisher_findings", findingColumns, findings);
}

/**
 * Tests the table `fisher_candidates` by one-sided Fisher and Benjamini–Hochberg, each family on its own, and makes
 * `significant` of those at q ≤ .05. `familiesSql` selects (family_ix, family_size): hypotheses that are no candidates
 * count with p = 1, which can only make q larger. Candidates with equal 2×2 tables are tested once.
 */
export async function testCandidates(store: Store, familiesSql: string): Promise<void> {
  const families = await store.query(familiesSql, familyRow);
  const tables = await store.query(tablesSql, overlapRow);
  const findings = families.flatMap(({ family_ix, family_size }) =>
    findInFamily(
      tables.filter((table) => table.family_ix === family_ix),
      family_size,
    ),
  );
  await storeFindings(store, findings);
  await store.execute(significantSql);
}

/** The rows of `significant`, by family, first and second number. */
export async function readSignificant(store: Store): Promise<readonly Significant[]> {
  return store.query(
    "SELECT family_ix, first_ix, second_ix, hits, drawn, marked, total, p, q FROM significant ORDER BY family_ix, first_ix, second_ix",
    significantRow,
  );
}
