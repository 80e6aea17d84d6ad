import type { FileHandle } from "node:fs/promises";
import { z } from "zod";

/** Lines that lie no further apart than this are read at once, up to so many bytes. */
const gapBytesAtMost = 64 * 1024;
const readBytesAtMost = 1024 * 1024;

const textSchema = z.object({ text: z.string() });

/** The bytes of one NDJSON line of the documents file. */
export interface DocumentPlace {
  readonly byte_offset: number;
  readonly byte_length: number;
}

interface Stretch {
  readonly start: number;
  end: number;
  readonly places: DocumentPlace[];
}

function parseText(bytes: Buffer): string {
  return textSchema.parse(JSON.parse(bytes.toString("utf8"))).text;
}

/** Places that lie near each other in the file, together. */
function joinPlaces(places: readonly DocumentPlace[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let last: Stretch | null = null;
  for (const place of places.toSorted((a, b) => a.byte_offset - b.byte_offset)) {
    const end = place.byte_offset + place.byte_length;
    if (
      last !== null &&
      place.byte_offset - last.end <= gapBytesAtMost &&
      end - last.start <= readBytesAtMost
    ) {
      last.end = Math.max(last.end, end);
      last.places.push(place);
      continue;
    }
    last = { start: place.byte_offset, end, places: [place] };
    stretches.push(last);
  }
  return stretches;
}

/** Reads the texts of documents by their places, in as few stretches of the file as they lie in; one call at a time. */
export type TextReader = (places: readonly DocumentPlace[]) => Promise<ReadonlyMap<DocumentPlace, string>>;

/** A reader of the documents file with one buffer for all that it reads, so that a million notes leave no more behind than one. */
export function createTextReader(handle: FileHandle): TextReader {
  let buffer = Buffer.alloc(0);

  async function readStretch({ start, end, places }: Stretch, texts: Map<DocumentPlace, string>) {
    if (buffer.length < end - start) buffer = Buffer.allocUnsafeSlow(end - start);
    const { bytesRead } = await handle.read(buffer, 0, end - start, start);
    for (const place of places) {
      const from = place.byte_offset - start;
      texts.set(place, parseText(buffer.subarray(from, Math.min(bytesRead, from + place.byte_length))));
    }
  }

  return async (places) => {
    const texts = new Map<DocumentPlace, string>();
    for (const stretch of joinPlaces(places)) await readStretch(stretch, texts);
    return texts;
  };
}

/** The text of the document whose NDJSON line lies at these bytes of the documents file. */
export async function readDocumentText(handle: FileHandle, offset: number, length: number): Promise<string> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return parseText(bytes.subarray(0, bytesRead));
}
