import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readDiskFailure } from "../store/disk-failure.ts";

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** One line of CSV; null is an empty cell. */
export function formatCsvRow(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quoteCell(cell ?? "")).join(",")}\n`;
}

async function* joinLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let batch = "";
  for await (const line of lines) {
    batch += line;
    if (batch.length < 1 << 18) continue;
    yield batch;
    batch = "";
  }
  yield batch;
}

/** Copies a stream to a new file that only its owner may read. Throws `run-folder-invalid` where the disk refuses. */
export async function copyToPrivateFile(file: string, bytes: Readable): Promise<void> {
  await pipeline(bytes, createWriteStream(file, { mode: 0o600 })).catch((cause: unknown) => {
    throw readDiskFailure(cause, file) ?? cause;
  });
}

/** Writes lines to a new file that only its owner may read. Throws `run-folder-invalid` where the disk refuses. */
export async function writePrivateFile(file: string, lines: AsyncIterable<string>): Promise<void> {
  await copyToPrivateFile(file, Readable.from(joinLines(lines)));
}
