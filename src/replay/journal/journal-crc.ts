import { crc32 } from "node:zlib";

/** Bytes of `,"crc":"xxxxxxxx"}`, with which every line ends. */
const sealBytes = 18;
const sealPattern = /^,"crc":"([0-9a-f]{8})"\}$/;

function formatCrc(value: number): string {
  return value.toString(16).padStart(8, "0");
}

/** One line of a journal, an object, with its CRC-32 (of everything before the comma in front of `"crc"`) and its newline. */
export function sealLine(line: object): string {
  const content = JSON.stringify(line).slice(0, -1);
  return `${content},"crc":"${formatCrc(crc32(content))}"}\n`;
}

/** The JSON of a sealed line (given without its newline) with the seal taken off; null where the seal does not hold. */
export function unsealLine(bytes: Buffer): string | null {
  if (bytes.length <= sealBytes) return null;
  const content = bytes.subarray(0, bytes.length - sealBytes);
  const seal = sealPattern.exec(bytes.toString("latin1", content.length));
  if (seal?.[1] !== formatCrc(crc32(content))) return null;
  return `${content.toString("utf8")}}`;
}
