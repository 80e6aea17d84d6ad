import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { attributeErrorQueries, matchAttributes } from "../attributes/match-attributes.ts";

const wrongPrincipalSql = readSql(new URL("./wrong-principal.sql", import.meta.url));

/** Each selects encounter_ix, cluster_ix, system_ix, class, code_ix, other_ix and detail of matched assignments. */
const attributeQuestions = [wrongPrincipalSql, ...attributeErrorQueries];

/** Makes `attribute_errors`: what is wrong beside a code that both sides hold, counted apart from code errors. */
export async function insertAttributeErrors(store: Store): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE attribute_errors (encounter_ix INTEGER, cluster_ix INTEGER, system_ix INTEGER, class error_class, code_ix INTEGER, other_ix INTEGER, detail VARCHAR)",
  );
  await matchAttributes(store);
  for (const sql of attributeQuestions) await store.execute(`INSERT INTO attribute_errors BY NAME ${sql}`);
}
