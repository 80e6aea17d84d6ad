import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ExportPart } from "../../domain/export-manifest.ts";
import { diskRefusal } from "./disk-refusal.ts";

const batchCharacters = 1 << 18;

export interface PartOptions {
  /** Requests in a part, the last one excepted. */
  readonly partSize: number;
  readonly gzip: boolean;
}

function nameOf(number: number, gzip: boolean): string {
  return `requests-${String(number).padStart(5, "0")}.ndjson${gzip ? ".gz" : ""}`;
}

/** The next lines up to a part's size, joined to larger texts; `taken` counts them. */
async function* takeLines(
  first: string,
  rest: AsyncIterator<string>,
  partSize: number,
  taken: { lines: number },
): AsyncGenerator<string> {
  let batch = first;
  for (taken.lines = 1; taken.lines < partSize; taken.lines += 1) {
    const next = await rest.next();
    if (next.done) break;
    batch += next.value;
    if (batch.length < batchCharacters) continue;
    yield batch;
    batch = "";
  }
  yield batch;
}

function digestInto(hash: Hash, size: { bytes: number }) {
  return async function* (chunks: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      const bytes = Buffer.from(chunk);
      hash.update(bytes);
      size.bytes += bytes.length;
      yield bytes;
    }
  };
}

async function writePart(file: string, texts: AsyncIterable<string>, gzip: boolean) {
  const hash = createHash("sha256");
  const size = { bytes: 0 };
  const tap = digestInto(hash, size);
  const target = createWriteStream(file, { mode: 0o600, flush: true });
  const source = Readable.from(texts);
  try {
    if (gzip) await pipeline(source, createGzip(), tap, target);
    else await pipeline(source, tap, target);
  } catch (cause) {
    throw diskRefusal(file, cause);
  }
  return { sha256: hash.digest("hex"), bytes: size.bytes };
}

/**
 * Writes lines to files of at most `partSize` lines each, one after another, their owner's alone; each is on the disk
 * before the next begins. No lines, no files. Throws `run-folder-invalid` where the disk refuses.
 */
export async function writeParts(
  folder: string,
  lines: AsyncIterable<string>,
  { partSize, gzip }: PartOptions,
): Promise<ExportPart[]> {
  const parts: ExportPart[] = [];
  const rest = lines[Symbol.asyncIterator]();
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    const file = nameOf(parts.length + 1, gzip);
    const taken = { lines: 0 };
    const written = await writePart(join(folder, file), takeLines(next.value, rest, partSize, taken), gzip);
    parts.push({ file, ...written, requests: taken.lines });
  }
  return parts;
}
