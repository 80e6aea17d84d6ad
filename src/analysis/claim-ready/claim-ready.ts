import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable } from "../measures/unavailable.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));

/**
 * Fills `encounters.claim_ready` into `measures`: whether nothing would have to be changed before an encounter is billed.
 * An attribute that the reference records and the engine leaves out everywhere makes encounters not ready, never null.
 * Needs `coded_lines` of `fillLines`, `principals`, `matches` and the library's tables.
 */
export async function fillClaimReady(store: Store): Promise<Unavailable> {
  await store.execute(querySql);
  return nothingUnavailable;
}
