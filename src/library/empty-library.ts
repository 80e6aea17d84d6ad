import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";

const librarySql = readSql(new URL("./library-tables.sql", import.meta.url));

/**
 * Makes every `library_…` table in the store, empty, so that questions find them by name with or without a
 * library. With empty tables nothing is covered: nothing can be judged but the structure of codes.
 */
export async function createEmptyLibrary(store: Store): Promise<void> {
  await store.execute(librarySql);
}
