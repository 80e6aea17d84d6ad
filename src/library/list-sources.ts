import { z } from "zod";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";
import type { LibrarySource } from "./library-source.ts";

const listSql = readSql(new URL("./list-sources.sql", import.meta.url));

const sourceRow = z.strictObject({
  source_id: z.string(),
  kind: z.string(),
  system: z.string().nullable(),
  name: z.string(),
  sha256: z.string(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  rows: z.number(),
  added_at: z.string(),
});

/** A file of the library with what `codeset list` shows of it. */
export interface ListedSource extends LibrarySource {
  /** Null where it speaks of several code systems. */
  readonly system: string | null;
  readonly rows: number;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
}

/** The files of an open library. */
export async function listSources(store: Store): Promise<readonly ListedSource[]> {
  const rows = await store.query(listSql, sourceRow);
  return rows.map(({ source_id, valid_from, valid_to, added_at, ...row }) => ({
    id: source_id,
    ...row,
    validFrom: valid_from,
    validTo: valid_to,
    addedAt: added_at,
  }));
}
