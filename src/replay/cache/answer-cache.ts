import { createHash } from "node:crypto";
import { mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type EngineAnswer, engineAnswerSchema } from "../../domain/engine-protocol.ts";
import type { HarnessError } from "../../errors.ts";
import { createIdTable, type IdTable } from "../journal/id-table.ts";
import { readRawLines } from "../journal/journal-bytes.ts";
import { sealLine, unsealLine } from "../journal/journal-crc.ts";
import { diskError } from "../journal/journal-disk.ts";
import { type BatchWriter, createBatchWriter } from "../journal/journal-writer.ts";
import { createPieceReader, type Piece } from "./piece-reader.ts";

const unflushedLinesAtMost = 4096;
const keptLineSchema = z.strictObject({ key: z.string(), answer: engineAnswerSchema });

/** Answers kept in a folder, by a key of 32 hexadecimal digits. */
export interface AnswerCache {
  readonly find: (key: string) => Promise<EngineAnswer | null>;
  readonly keep: (key: string, answer: EngineAnswer) => Promise<void>;
  /** Answers found, and answers added, since it was opened. */
  readonly counts: () => { readonly hits: number; readonly stored: number };
  readonly close: () => Promise<void>;
}

/** Where answers lie, by the index of their keys. */
interface Kept {
  readonly keys: IdTable;
  readonly places: Piece[];
}

interface OwnFile {
  readonly writer: BatchWriter;
  readonly close: () => Promise<void>;
}

function refuse(verb: "read" | "write", file: string, cause: unknown): HarnessError {
  return diskError(verb, file, cause, "the kept answers");
}

/** The key of an answer: SHA-256 over what decides it, the first 128 bits of it. */
export function cacheKey(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

function parseKept(bytes: Buffer): z.infer<typeof keptLineSchema> | null {
  const content = unsealLine(bytes);
  return content === null ? null : (keptLineSchema.safeParse(JSON.parse(content)).data ?? null);
}

/** The places of every whole line whose seal holds; what was torn or altered is no answer and is asked for anew. */
async function indexFile(path: string, { keys, places }: Kept): Promise<void> {
  for await (const lines of readRawLines(path)) {
    for (const { bytes, end, isWhole } of lines) {
      const kept = isWhole ? parseKept(bytes) : null;
      const isNew = kept !== null && keys.add(kept.key) !== -1;
      if (isNew) places.push({ path, start: end - 1 - bytes.length, length: bytes.length });
    }
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(".ndjson")).sort();
  } catch (cause) {
    throw refuse("write", folder, cause);
  }
}

async function indexFolder(folder: string): Promise<Kept> {
  const kept: Kept = { keys: createIdTable(), places: [] };
  for (const name of await listFiles(folder)) {
    const path = join(folder, name);
    await indexFile(path, kept).catch((cause: unknown) => {
      throw refuse("read", path, cause);
    });
  }
  return kept;
}

async function openOwnFile(path: string): Promise<OwnFile> {
  const handle = await open(path, "a", 0o600).catch((cause: unknown) => {
    throw refuse("write", path, cause);
  });
  const writer = createBatchWriter(handle, unflushedLinesAtMost, (cause) => refuse("write", path, cause));
  return { writer, close: () => writer.flush().finally(() => handle.close()) };
}

/**
 * Opens the folder of kept answers, made where it is not there. Every session appends to a file of its own, `name`,
 * made with its first answer, so that shards may share a folder; answers that another session adds meanwhile are not
 * seen. In memory: about 60 bytes an answer. Throws `file-unreadable` for a file that cannot be read and
 * `run-folder-invalid` for what the disk takes no more of.
 */
export async function openAnswerCache(folder: string, name: string): Promise<AnswerCache> {
  const { keys, places } = await indexFolder(folder);
  const reader = createPieceReader();
  const counts = { hits: 0, stored: 0 };
  let own: Promise<OwnFile> | null = null;

  async function read(key: string, place: Piece): Promise<EngineAnswer | null> {
    const bytes = await reader.read(place).catch((cause: unknown) => {
      throw refuse("read", place.path, cause);
    });
    const kept = parseKept(bytes);
    return kept?.key === key ? kept.answer : null;
  }

  return {
    find: async (key) => {
      const place = places[keys.indexOf(key)];
      const answer = place === undefined ? null : await read(key, place);
      if (answer !== null) counts.hits += 1;
      return answer;
    },
    keep: async (key, answer) => {
      own ??= openOwnFile(join(folder, `${name}.ndjson`));
      await (await own).writer.add(sealLine({ key, answer }));
      counts.stored += 1;
    },
    counts: () => ({ ...counts }),
    close: async () => {
      try {
        await (await own)?.close();
      } finally {
        await reader.close();
      }
    },
  };
}
