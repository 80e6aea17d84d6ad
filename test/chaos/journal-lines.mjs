import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";

function readLine(text) {
  const [, sealed, crc] = /^(.*),"crc":"([0-9a-f]{8})"}$/s.exec(text) ?? [];
  if (sealed === undefined || crc32(sealed).toString(16).padStart(8, "0") !== crc)
    throw new Error(`a journal line that its CRC does not hold: ${text.slice(0, 120)}`);
  return JSON.parse(`${sealed}}`);
}

/** The lines of a finished journal, each held against its CRC-32; a torn last line is an error here. */
export function readJournalLines(file) {
  const text = readFileSync(file, "utf8");
  if (!text.endsWith("\n")) throw new Error("the journal's last line is torn");
  return text.slice(0, -1).split("\n").map(readLine);
}
