import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

export interface Digest {
  /** Of the file as it lies there, compressed or not; hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** SHA-256 and size of a file, streamed. */
export async function digestTable(file: string): Promise<Digest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const part: Buffer = chunk;
    bytes += part.length;
    hash.update(part);
  }
  return { sha256: hash.digest("hex"), bytes };
}
