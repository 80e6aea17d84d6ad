import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { HarnessError } from "../../errors.ts";
import { decodeText } from "./decode-text.ts";
import type { TextEntry } from "./text-entry.ts";

/** A file as it was given: its digest, and every text in it. */
export interface Package {
  readonly name: string;
  readonly sha256: string;
  readonly entries: readonly TextEntry[];
}

/** No official table comes near this; what unpacks to more is no table. */
const mostBytes = 300 * 2 ** 20;

const isTextName = (name: string) => /\.(txt|csv|tsv)$/i.test(name) && !name.startsWith("__MACOSX/");

function unreadable(file: string, message: string, hint: string, cause?: unknown): HarnessError {
  return new HarnessError("file-unreadable", message, { where: { file }, hint, cause });
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw unreadable(path, "the file cannot be read", "check the path and its permissions", cause);
  }
}

function unzip(bytes: Uint8Array, path: string): TextEntry[] {
  let room = mostBytes;
  const isWanted = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (!isTextName(name)) return false;
    room -= originalSize;
    if (room < 0)
      throw unreadable(path, "the zip holds more than 300 MB of text", "add its files one by one");
    return true;
  };
  const files = Object.entries(unzipSync(bytes, { filter: isWanted }));
  if (files.length === 0) {
    throw unreadable(
      path,
      "the zip holds no .txt, .csv or .tsv file",
      "save a spreadsheet as CSV, and add that",
    );
  }
  return files.map(([name, content]) => ({
    names: [basename(name), basename(path)],
    place: `${path}/${name}`,
    text: decodeText(content),
  }));
}

/** The name that gzip keeps of the file it packed (RFC 1952, FNAME); null where it keeps none. */
function packedName(bytes: Uint8Array): string | null {
  const hasName = ((bytes[3] ?? 0) & 8) !== 0 && ((bytes[3] ?? 0) & 4) === 0;
  if (!hasName) return null;
  const end = bytes.indexOf(0, 10);
  return end < 0 ? null : Buffer.from(bytes.subarray(10, end)).toString("latin1");
}

function gunzip(bytes: Uint8Array, path: string): TextEntry[] {
  const content = gunzipSync(bytes, { maxOutputLength: mostBytes });
  const inner = packedName(bytes);
  const names = [basename(path), ...(inner === null ? [] : [basename(inner)])];
  return [{ names, place: path, text: decodeText(content) }];
}

function unpack(bytes: Uint8Array, path: string): TextEntry[] {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return unzip(bytes, path);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzip(bytes, path);
  return [{ names: [basename(path)], place: path, text: decodeText(bytes) }];
}

/** Reads a zip, a gzip or a plain text file, told by its first bytes. Throws `file-unreadable`. */
export async function readPackage(path: string): Promise<Package> {
  const bytes = await readBytes(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  try {
    return { name: basename(path), sha256, entries: unpack(bytes, path) };
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw unreadable(path, "the archive is damaged or too large", "download the file again", cause);
  }
}
