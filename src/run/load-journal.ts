import { join } from "node:path";
import { writePrivateFile } from "../dataset/write-csv.ts";
import type { JournalLine } from "../domain/journal-line.ts";
import { readJournal } from "../replay/read-journal.ts";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";
import { summariseEvidence } from "./summarise-evidence.ts";

const loadJournalSql = readSql(new URL("./load-journal.sql", import.meta.url));
const halfPairEscape = /\\ud[89a-f]/i;

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? Buffer.from(value).toString() : value;
}

/** The harness's own words of a failure; whatever else an engine said may hold a note's text and stays in the journal. */
const ownWords =
  /^(answer breaks the protocol( at [\w.[\]]+)?|answer is not JSON|answer is larger than 10 MB|HTTP \d{3} without a body|no answer within \d+ ms|the attempt was ended|the child [^:]{1,60}|the connection broke|connect E[A-Z]+)/;

function describeFailure(error: string): string {
  return ownWords.exec(error)?.[0] ?? "in the engine's own words: see the journal";
}

/** A line as DuckDB reads it: a failure by its kind alone, evidence without the engine's words, and U+FFFD for half a surrogate pair, which is no text. */
function formatLine(line: JournalLine): string {
  const codes = line.codes.map((code) => ({ ...code, evidence: summariseEvidence(code.evidence) }));
  const error = line.error === null ? null : describeFailure(line.error);
  const loaded = { ...line, codes, error };
  const text = JSON.stringify(loaded);
  return `${halfPairEscape.test(text) ? JSON.stringify(loaded, wellFormed) : text}\n`;
}

/**
 * Loads the answers of a live engine from the journal, of which each line is held against its CRC and a torn last one
 * is left out; they pass through a copy in `spoolFolder`. Gives the number of requests that were made for them.
 */
export async function loadJournal(store: Store, journal: string, spoolFolder: string): Promise<number> {
  let attempts = 0;
  async function* copyLines(): AsyncGenerator<string> {
    for await (const line of readJournal(journal)) {
      attempts += line.attempts;
      yield formatLine(line);
    }
  }
  const file = join(spoolFolder, "journal.ndjson");
  await writePrivateFile(file, copyLines());
  await store.execute(loadJournalSql, { file });
  return attempts;
}
