import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const directoryEntry = 0x02014b50;

/** One file out of a zip archive, as text; empty where the archive has no such file. */
export function readZipEntry(archive: string, name: string): string {
  const bytes = readFileSync(archive);
  for (let at = bytes.length - 46; at >= 0; at--) {
    if (bytes.readUInt32LE(at) !== directoryEntry) continue;
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    if (bytes.toString("latin1", at + 46, nameEnd) !== name) continue;
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    return inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(at + 20))).toString("latin1");
  }
  return "";
}
