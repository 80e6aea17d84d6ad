import { join } from "node:path";
import { writePrivateFile } from "../../dataset/write-csv.ts";
import type { JournalLine } from "../../domain/journal-line.ts";
import type { NameRequest } from "../../replay/journal/held-requests.ts";
import { readJournal } from "../../replay/journal/read-journal.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nameFailure } from "./failure-words.ts";
import { summariseEvidence } from "./summarise-evidence.ts";

const loadJournalSql = readSql(new URL("./load-journal.sql", import.meta.url));
const halfPairEscape = /\\ud[89a-f]/i;

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? Buffer.from(value).toString() : value;
}

/** A line as DuckDB reads it: a failure by its kind alone, evidence without the engine's words, and U+FFFD for half a surrogate pair, which is no text. */
function formatLine(line: JournalLine): string {
  const codes = line.codes.map((code) => ({ ...code, evidence: summariseEvidence(code.evidence) }));
  const error = line.error === null ? null : nameFailure(line.error, line.http_status);
  const loaded = { ...line, codes, error };
  const text = JSON.stringify(loaded);
  return `${halfPairEscape.test(text) ? JSON.stringify(loaded, wellFormed) : text}\n`;
}

/**
 * Loads the answers of a live engine from the journal, of which each line is held against its CRC and its name by
 * `nameRequest`, and a torn last one is left out; they pass through a copy in `spoolFolder`. Gives their number.
 */
export async function loadJournal(
  store: Store,
  journal: string,
  spoolFolder: string,
  nameRequest: NameRequest,
): Promise<number> {
  let lines = 0;
  async function* copyLines(): AsyncGenerator<string> {
    for await (const line of readJournal(journal, nameRequest)) {
      lines += 1;
      yield formatLine(line);
    }
  }
  const file = join(spoolFolder, "journal.ndjson");
  await writePrivateFile(file, copyLines());
  await store.execute(loadJournalSql, { file });
  return lines;
}
