import { createReadStream } from "node:fs";
import { type Duplex, pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { HarnessError } from "../errors.ts";

const tableFormats = ["csv", "csv.gz", "ndjson", "ndjson.gz", "parquet"] as const;
export type TableFormat = (typeof tableFormats)[number];

/** The format that a file's ending says. Throws "dataset-invalid" for any other ending. */
export function formatOf(file: string): TableFormat {
  const format = tableFormats.find((each) => file.toLowerCase().endsWith(`.${each}`));
  if (format !== undefined) return format;
  throw new HarnessError("dataset-invalid", "the ending of a table says its format", {
    where: { file },
    hint: `one of ${tableFormats.map((each) => `.${each}`).join(", ")}`,
  });
}

/** Pipes into a stream to be read from: an error on the way, or a reader who stops early, ends both. */
export function pipeInto<Target extends Duplex>(source: Readable, target: Target): Target {
  pipeline(source, target, () => {});
  return target;
}

/** The file's bytes, decompressed. An unreadable file surfaces as an error of the stream. */
export function readBytes(file: string): Readable {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  return file.toLowerCase().endsWith(".gz") ? pipeInto(bytes, createGunzip({ chunkSize: 1 << 18 })) : bytes;
}
