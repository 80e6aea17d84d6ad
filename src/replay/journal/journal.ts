import { type FileHandle, open } from "node:fs/promises";
import type { JournalLine } from "../../domain/journal-line.ts";
import { createHeldRequests, type HeldRequests, type NameRequest } from "./held-requests.ts";
import { sealLine } from "./journal-crc.ts";
import { diskError } from "./journal-disk.ts";
import { type BatchWriter, createBatchWriter } from "./journal-writer.ts";
import { readHeldLines } from "./read-journal.ts";
import { createResponseCounts, type ResponseCounts } from "./response-counts.ts";

const unflushedLinesAtMost = 4096;
const ownerOnly = 0o600;

/** The journal of a run, open for more lines. */
export interface Journal {
  /** What it held of a request when it was opened; null for one without a line. */
  readonly stateOf: HeldRequests["stateOf"];
  /** Encounters, each repeat by itself, that had a response when it was opened. */
  readonly finals: number;
  /** Lines that it holds, with those added since it was opened. */
  readonly lines: () => number;
  /** What it holds, with what was added since it was opened. */
  readonly counts: () => ResponseCounts;
  /** Bytes of a torn last line that were cut off on opening; 0 where there was none. */
  readonly cutBytes: number;
  /** Adds a line; resolves when the next may come, which is before the disk has it unless too many lines wait. */
  readonly append: (line: JournalLine) => Promise<void>;
  /** Resolves when the disk has every line. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Held {
  readonly requests: HeldRequests;
  readonly finals: number;
  readonly lines: number;
  readonly counts: ReturnType<typeof createResponseCounts>;
  readonly end: number;
}

async function readHeld(file: string, nameRequest: NameRequest | null): Promise<Held> {
  const requests = createHeldRequests();
  const counts = createResponseCounts();
  let finals = 0;
  let lines = 0;
  let end = 0;
  for await (const batch of readHeldLines(file, requests, nameRequest)) {
    for (const { line } of batch) {
      if (line.round === 1) finals += 1;
      counts.add(line);
    }
    lines += batch.length;
    end = batch.at(-1)?.end ?? end;
  }
  return { requests, finals, lines, counts, end };
}

export async function openJournalFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, "a", ownerOnly);
  } catch (cause) {
    throw diskError("write", file, cause);
  }
}

/** Cuts the file at `end`, the end of the last line that holds; gives how many bytes went. */
export async function cutTornLine(handle: FileHandle, end: number): Promise<number> {
  const { size } = await handle.stat();
  if (size > end) await handle.truncate(end);
  return size - end;
}

function journalOver(writer: BatchWriter, handle: FileHandle, held: Held, cutBytes: number): Journal {
  let { lines } = held;
  return {
    stateOf: held.requests.stateOf,
    finals: held.finals,
    lines: () => lines,
    counts: held.counts.read,
    cutBytes,
    append: (line) => {
      lines += 1;
      held.counts.add(line);
      return writer.add(sealLine(line));
    },
    flush: writer.flush,
    close: async () => {
      try {
        await writer.flush();
      } finally {
        await handle.close();
      }
    },
  };
}

/**
 * Opens the journal at `file` for more lines, making it where there is none (mode 0600). A torn last line is cut off
 * first. One write and sync is in flight at a time while the next batch gathers; at most `unflushed` lines wait.
 * `nameRequest` names the requests of the run: a line of another, or one in place of a response that stands, is damage.
 * Throws HarnessError `journal-damaged` for any other damage, `run-folder-invalid` for what the disk refuses.
 */
export async function openJournal(
  file: string,
  nameRequest: NameRequest | null = null,
  unflushed: number = unflushedLinesAtMost,
): Promise<Journal> {
  const handle = await openJournalFile(file);
  try {
    const held = await readHeld(file, nameRequest);
    const cutBytes = await cutTornLine(handle, held.end);
    const writer = createBatchWriter(handle, unflushed, (cause) => diskError("write", file, cause));
    return journalOver(writer, handle, held, cutBytes);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
