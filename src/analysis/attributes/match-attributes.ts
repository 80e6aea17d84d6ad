import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const givenSql = readSql(new URL("./given.sql", import.meta.url));
const linesSql = readSql(new URL("./lines.sql", import.meta.url));
const poaSql = readSql(new URL("../poa/pairs.sql", import.meta.url));

/**
 * Lays the attributes of matched codes side by side: makes `attributes_given`, `poa_pairs`, `matched_lines`,
 * `modifier_marks`, `marked_lines` and `modifier_differences`. Figures and error classes of attributes both read
 * them. Needs the tables of `encode` and of the library.
 */
export async function matchAttributes(store: Store): Promise<void> {
  for (const sql of [givenSql, poaSql, linesSql]) await store.execute(sql);
}

/** Each selects encounter_ix, cluster_ix, system_ix, class, code_ix, other_ix and detail. Needs `matchAttributes`. */
export const attributeErrorQueries: readonly string[] = [
  readSql(new URL("../poa/poa-errors.sql", import.meta.url)),
  readSql(new URL("./modifier-errors.sql", import.meta.url)),
  readSql(new URL("./unit-errors.sql", import.meta.url)),
];
