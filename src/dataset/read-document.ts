import type { FileHandle } from "node:fs/promises";
import { z } from "zod";

const textSchema = z.object({ text: z.string() });

/** The text of the document whose NDJSON line lies at these bytes of the documents file. */
export async function readDocumentText(handle: FileHandle, offset: number, length: number): Promise<string> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return textSchema.parse(JSON.parse(bytes.toString("utf8", 0, bytesRead))).text;
}
