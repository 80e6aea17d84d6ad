import { z } from "zod";
import type { Store } from "../store/store.ts";
import { deriveLibrary } from "./derive/derive-library.ts";
import { type Evidence, evidenceColumns } from "./evidence.ts";
import type { ListedSource } from "./list-sources.ts";

const insertSource = `INSERT INTO evidence_sources
SELECT $id, (SELECT coalesce(max(ordinal), 0) + 1 FROM evidence_sources), $kind, $system, $name, $sha256,
  $valid_from::DATE, $valid_to::DATE, $rows, $added_at`;

async function inTransaction(store: Store, work: () => Promise<void>): Promise<void> {
  await store.execute("BEGIN TRANSACTION");
  try {
    await work();
    await store.execute("COMMIT");
  } catch (error) {
    await store.execute("ROLLBACK");
    throw error;
  }
}

async function appendEvidence(store: Store, id: string, { table, rows }: Evidence): Promise<void> {
  const withId = rows.map((row) => [id, ...row]);
  await store.append(table, ["source_id", ...evidenceColumns[table]], withId);
}

const staleRow = z.strictObject({ is_stale: z.boolean() });
const markStale = "UPDATE library_schema SET is_stale = true";

/** Adds a file's evidence in one transaction; the derived tables are stale until `deriveAnew`. */
export async function writeSource(
  store: Store,
  source: ListedSource,
  evidence: readonly Evidence[],
): Promise<void> {
  const { id, kind, system, name, sha256, rows } = source;
  const dates = { valid_from: source.validFrom, valid_to: source.validTo, added_at: source.addedAt };
  await inTransaction(store, async () => {
    await store.execute(insertSource, { id, kind, system, name, sha256, rows, ...dates });
    for (const part of evidence) await appendEvidence(store, id, part);
    await store.execute(markStale);
  });
}

/** Takes a file's evidence out in one transaction; the derived tables are stale until `deriveAnew`. */
export async function deleteSource(store: Store, id: string): Promise<void> {
  const tables = ["evidence_sources", ...Object.keys(evidenceColumns)];
  await inTransaction(store, async () => {
    for (const table of tables) await store.execute(`DELETE FROM ${table} WHERE source_id = $id`, { id });
    await store.execute(markStale);
  });
}

async function isStale(store: Store): Promise<boolean> {
  const rows = await store.query("SELECT is_stale FROM library_schema ORDER BY is_stale", staleRow);
  return rows.some((row) => row.is_stale);
}

/** Derives the tables that others read where anything changed since, in one transaction. */
export async function deriveAnew(store: Store): Promise<void> {
  if (!(await isStale(store))) return;
  await inTransaction(store, async () => {
    await deriveLibrary(store);
    await store.execute("UPDATE library_schema SET is_stale = false");
  });
}
