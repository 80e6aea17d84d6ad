import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { addFiles } from "../../src/library/add-files.ts";
import type { Reading } from "../../src/library/evidence.ts";
import { readFile } from "../../src/library/formats/read-file.ts";
import { openLibraryToRead } from "../../src/library/open-library.ts";
import type { AddOptions } from "../../src/library/reading/add-options.ts";
import { readPackage } from "../../src/library/reading/read-package.ts";

/** A folder that is gone when the test is over. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-library-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeFile(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

export const gzip = (text: string) => gzipSync(text);

/** Lines of an order file from `A000 1 Title`, numbered, as CMS writes them. */
export function orderFile(...lines: readonly string[]): string {
  const written = lines.map((line, at) => {
    const [, code = "", billable = "", title = ""] = /^(\S+) ([01]) (.*)$/.exec(line) ?? [];
    const number = String(at + 1).padStart(5, "0");
    return `${number} ${code.padEnd(7)} ${billable} ${title.slice(0, 60).padEnd(60)} ${title}\r\n`;
  });
  return written.join("");
}

/** Addenda of a release of ICD-10-CM from `Add 1 A000 Title`, with the summary that names both releases. */
export function addendaFile(year: number, ...lines: readonly string[]): string {
  const written = lines.map((line) => {
    const [, action = "", billable = "", code = "", title = ""] =
      /^(\w+) ([01]) (\S+) (.*)$/.exec(line) ?? [];
    return `${`${action}:`.padEnd(13)}${billable} ${code.padEnd(7)} ${title.padEnd(60)} ${title}\r\n`;
  });
  const summary = [year - 1, year].map((of) => `  100 codes in icd10cm_order_${of}.txt\r\n`);
  return `${written.join("")}\r\nCodes\r\n${summary.join("")}      1 additions\r\n`;
}

export function csv(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** What one file is read as. */
export async function readMade(
  name: string,
  content: string | Uint8Array,
  options: AddOptions = {},
): Promise<Reading> {
  return readFile(await readPackage(writeFile(makeFolder(), name, content)), options);
}

export type MadeFiles = Readonly<Record<string, string | Uint8Array>>;

/** Adds files, in their order, to a library; returns its path. */
export async function makeLibrary(files: MadeFiles, options: AddOptions = {}): Promise<string> {
  const folder = makeFolder();
  const paths = Object.entries(files).map(([name, content]) => writeFile(folder, name, content));
  return buildLibrary(join(folder, "library.duckdb"), paths, options);
}

export async function buildLibrary(
  library: string,
  paths: readonly string[],
  options: AddOptions = {},
): Promise<string> {
  await addFiles({ library, paths, options, addedAt: "2026-11-01T00:00:00.000Z", onOutcome: () => {} });
  return library;
}

const anyRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** Rows of a library as texts: the values of each row with a space between, null as `-`. */
export async function ask(library: string, sql: string): Promise<string[]> {
  const store = await openLibraryToRead(library);
  try {
    const rows = await store.query(sql, anyRow);
    return rows.map((row) =>
      Object.values(row)
        .map((value) => String(value ?? "-"))
        .join(" "),
    );
  } finally {
    store.close();
  }
}

/** `code from to state` of every interval of a code's validity, and of the days on which it was a header. */
export function validityOf(library: string, code: string): Promise<string[]> {
  return ask(
    library,
    `SELECT valid_from::VARCHAR AS valid_from, valid_to::VARCHAR AS valid_to, state FROM (
       SELECT code, valid_from, valid_to, state FROM library_validity
       UNION ALL SELECT code, valid_from, valid_to, 'header' FROM library_headers
     ) WHERE code = '${code}' ORDER BY valid_from`,
  );
}
