import type { FileHandle } from "node:fs/promises";

const done = Promise.resolve();

/** Gathers lines while the last batch goes to the disk. */
export interface BatchWriter {
  /** Resolves when the line is taken in. Rejects, as every later call does, once the disk has refused. */
  readonly add: (line: string) => Promise<void>;
  /** Resolves when the disk has all lines. */
  readonly flush: () => Promise<void>;
}

/**
 * Writes batches to `handle`, one write and sync in flight; a line waits to be taken in while `unflushedAtMost`
 * lines are not on the disk. `explain` turns what the disk refused into an error for people.
 */
export function createBatchWriter(
  handle: FileHandle,
  unflushedAtMost: number,
  explain: (cause: unknown) => Error,
): BatchWriter {
  let gathered: string[] = [];
  let inFlight = 0;
  let refusal: Error | null = null;
  let batch = done;
  let turn: Promise<void> | null = null;

  const isFull = () => gathered.length + inFlight >= unflushedAtMost;

  async function writeBatch(): Promise<void> {
    const lines = gathered;
    gathered = [];
    inFlight = lines.length;
    try {
      await handle.appendFile(lines.join(""));
      await handle.datasync();
    } catch (cause) {
      refusal = explain(cause);
    }
    inFlight = 0;
  }

  async function writeAll(): Promise<void> {
    while (gathered.length > 0 && refusal === null) {
      batch = writeBatch();
      await batch;
    }
    turn = null;
  }

  function take(line: string): Promise<void> {
    if (refusal !== null) return Promise.reject(refusal);
    gathered.push(line);
    turn ??= writeAll();
    return done;
  }

  async function takeWhenRoom(line: string): Promise<void> {
    while (isFull() && refusal === null) await batch;
    return take(line);
  }

  return {
    add: (line) => (isFull() ? takeWhenRoom(line) : take(line)),
    flush: async () => {
      await turn;
      if (refusal !== null) throw refusal;
    },
  };
}
