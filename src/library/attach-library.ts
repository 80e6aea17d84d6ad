import { z } from "zod";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";
import { createEmptyLibrary } from "./empty-library.ts";
import type { LibrarySource } from "./library-source.ts";
import { attachReadOnly } from "./open-library.ts";

const attachSql = readSql(new URL("./attach-library.sql", import.meta.url));
const sourcesSql = readSql(new URL("./attached-sources.sql", import.meta.url));

const sourceRow = z.strictObject({
  source_id: z.string(),
  kind: z.string(),
  name: z.string(),
  sha256: z.string(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
});

/**
 * Fills the store's `library_…` tables from a library file, and returns the files it was made of, by id. Keeps of
 * each code's rows what the store's `source_codes` and `source_engine_codes` write: call it once those are loaded,
 * and before the store is locked. Throws `file-unreadable` for a file that is no library.
 */
export async function attachLibrary(store: Store, file: string): Promise<readonly LibrarySource[]> {
  await createEmptyLibrary(store);
  await attachReadOnly(store, file);
  await store.execute(attachSql);
  await store.execute("DETACH library_file");
  const rows = await store.query(sourcesSql, sourceRow);
  return rows.map(({ source_id, kind, name, sha256, valid_from, valid_to }) => {
    return { id: source_id, kind, name, sha256, validFrom: valid_from, validTo: valid_to };
  });
}
