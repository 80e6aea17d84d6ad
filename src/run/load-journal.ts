import { resolve } from "node:path";
import { readJournal } from "../replay/read-journal.ts";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";

const loadJournalSql = readSql(new URL("./load-journal.sql", import.meta.url));

async function countAttempts(file: string): Promise<number> {
  let attempts = 0;
  for await (const line of readJournal(file)) attempts += line.attempts;
  return attempts;
}

/**
 * Loads the answers of a live engine from the journal, after every line was held against its CRC. Gives the number
 * of requests that were made for them.
 */
export async function loadJournal(store: Store, file: string): Promise<number> {
  const attempts = await countAttempts(file);
  await store.execute(loadJournalSql, { file: resolve(file) });
  return attempts;
}
