import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type EngineAnswer, engineAnswerSchema } from "../../domain/engine-protocol.ts";
import { createIdTable } from "../journal/id-table.ts";
import { readRawLines } from "../journal/journal-bytes.ts";
import { sealLine, unsealLine } from "../journal/journal-crc.ts";
import { diskError } from "../journal/journal-disk.ts";
import { createBatchWriter } from "../journal/journal-writer.ts";

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

/** Where an answer lies: in which file, and the first and last byte of its line. */
interface Place {
  readonly file: FileHandle;
  readonly start: number;
  readonly length: number;
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
async function indexFile(path: string, file: FileHandle, add: (key: string, place: Place) => void) {
  for await (const lines of readRawLines(path)) {
    for (const { bytes, end, isWhole } of lines) {
      const kept = isWhole ? parseKept(bytes) : null;
      if (kept !== null) add(kept.key, { file, start: end - 1 - bytes.length, length: bytes.length });
    }
  }
}

async function openFolder(folder: string, ownFile: string) {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => name.endsWith(".ndjson")).sort();
    const own = await open(join(folder, ownFile), "a", 0o600);
    return { names, own };
  } catch (cause) {
    throw diskError("write", folder, cause);
  }
}

/**
 * Opens the folder of kept answers, made where it is not there. Every session appends to a file of its own, `name`,
 * so that shards may share a folder; answers that another session adds meanwhile are not seen. In memory: about 60
 * bytes an answer.
 */
export async function openAnswerCache(folder: string, name: string): Promise<AnswerCache> {
  const ownFile = `${name}.ndjson`;
  const { names, own } = await openFolder(folder, ownFile);
  const keys = createIdTable();
  const places: Place[] = [];
  const files: FileHandle[] = [];
  for (const name of names) {
    const file = await open(join(folder, name));
    files.push(file);
    await indexFile(join(folder, name), file, (key, place) => {
      if (keys.add(key) !== -1) places.push(place);
    });
  }
  const writer = createBatchWriter(own, unflushedLinesAtMost, (cause) => diskError("write", folder, cause));
  const counts = { hits: 0, stored: 0 };

  async function read(key: string, { file, start, length }: Place): Promise<EngineAnswer | null> {
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, start);
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
      counts.stored += 1;
      await writer.add(sealLine({ key, answer }));
    },
    counts: () => ({ ...counts }),
    close: async () => {
      try {
        await writer.flush();
      } finally {
        await own.close();
        for (const file of files) await file.close();
      }
    },
  };
}
