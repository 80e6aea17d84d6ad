import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Line, readLines } from "../../dataset/read-lines.ts";
import { pipeInto } from "../../dataset/table-file.ts";
import { HarnessError } from "../../errors.ts";

/** The longest answer, as over HTTP. */
const lineBytesAtMost = 10_000_000;
const lineFeed = 10;

/** A file of answers as it is read; `sha256` is of the file as it lies there, once it is read to its end. */
export interface DeliveryReading {
  readonly lines: AsyncIterable<readonly Line[]>;
  readonly sha256: () => string;
}

class LineTooLong extends Error {}

async function* watchLength(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      if (length + end - start > lineBytesAtMost) throw new LineTooLong();
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length > lineBytesAtMost) throw new LineTooLong();
    yield chunk;
  }
}

function refuseReading(file: string, cause: unknown): unknown {
  const where = { file };
  if (cause instanceof LineTooLong)
    return new HarnessError("delivery-refused", "a line of it is longer than 10 MB; nothing was taken", {
      where,
      hint: "one answer stands on one line and ends with a newline",
    });
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code.startsWith("Z_"))
    return new HarnessError("delivery-refused", "it is not whole gzip; nothing was taken", {
      where,
      hint: "wait until the file is complete, or ask for it anew",
    });
  if (code === "") return cause;
  return new HarnessError("file-unreadable", "the answers cannot be read", {
    where,
    hint: cause instanceof Error ? cause.message : code,
    cause,
  });
}

/**
 * The lines of an NDJSON file, decompressed where it ends in `.gz`, in bounded memory. Throws `file-unreadable`, and
 * `delivery-refused` for a line over 10 MB or a gzip file that is cut short.
 */
export function readDelivery(file: string): DeliveryReading {
  const hash = createHash("sha256");
  async function* digest(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const bytes: Buffer = chunk;
      hash.update(bytes);
      yield bytes;
    }
  }
  async function* read(): AsyncGenerator<readonly Line[]> {
    const bytes = Readable.from(digest());
    const isPacked = file.toLowerCase().endsWith(".gz");
    const plain = isPacked ? pipeInto(bytes, createGunzip({ chunkSize: 1 << 18 })) : bytes;
    try {
      yield* readLines(Readable.from(watchLength(plain)));
    } catch (cause) {
      throw refuseReading(file, cause);
    }
  }
  return { lines: read(), sha256: () => hash.digest("hex") };
}
