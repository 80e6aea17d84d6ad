import { z } from "zod";
import { quoteName } from "../../store/quote-sql.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const strataSql = readSql(new URL("./strata.sql", import.meta.url));
const sizesSql = readSql(new URL("./strata-sizes.sql", import.meta.url));
const codingsSql = readSql(new URL("./codings.sql", import.meta.url));

const stratumRow = z.strictObject({
  stratum_ix: z.number(),
  state: z.string(),
  stratum: z.string(),
  encounters: z.number(),
});
const codingsRow = z.strictObject({ codings: z.string() });

/** A stratum of the run: `state` is alike, different, abstained or failed, `stratum` the same with the crossed value. */
export type StratumRow = z.infer<typeof stratumRow>;

/** Column names cannot be parameters: this one statement is put together, the name quoted. */
function valuesSql(by: string | null): string {
  const value = by === null ? "''" : `coalesce(source_encounters.${quoteName(by)}::VARCHAR, 'not recorded')`;
  return `CREATE OR REPLACE TEMP TABLE review_values AS SELECT encounters.encounter_ix, ${value} AS value
    FROM encounters JOIN source_encounters ON source_encounters.encounter_id = encounters.encounter_id`;
}

/**
 * Makes `review_strata` and `review_members`: response state by agreement, crossed with the column `by` of encounters
 * where it is not null. Returns the strata that have encounters, in text order. Needs what `encode` made.
 */
export async function makeStrata(store: Store, by: string | null): Promise<readonly StratumRow[]> {
  await store.execute(valuesSql(by));
  await store.execute(strataSql);
  return store.query(sizesSql, stratumRow);
}

/** A digest of both codings over the systems that reviewers judge. */
export async function digestCodings(store: Store): Promise<string> {
  const [row] = await store.query(codingsSql, codingsRow);
  return row?.codings ?? "";
}
