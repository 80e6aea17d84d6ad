import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { createEmptyLibrary } from "../empty-library.ts";

const intervalsSql = readSql(new URL("./intervals.sql", import.meta.url));
const validitySql = readSql(new URL("./derive-validity.sql", import.meta.url));
const attributesSql = readSql(new URL("./derive-attributes.sql", import.meta.url));
const pricesSql = readSql(new URL("./derive-prices.sql", import.meta.url));
const codesSql = readSql(new URL("./derive-codes.sql", import.meta.url));

/** Makes every `library_…` table anew from the evidence: derived, never repaired. In the caller's transaction. */
export async function deriveLibrary(store: Store): Promise<void> {
  await createEmptyLibrary(store);
  for (const sql of [intervalsSql, validitySql, attributesSql, pricesSql, codesSql]) await store.execute(sql);
}
