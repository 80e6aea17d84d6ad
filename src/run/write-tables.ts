import { join } from "node:path";
import { formatCsvRow } from "../dataset/write-csv.ts";
import { type ResultsTables, tableRowSchemas } from "../domain/results.ts";
import { makeFolder, type RunFolder, writeWhole } from "./run-folder.ts";

/** A spreadsheet takes a cell that begins like this for a formula; a code that an engine gave may. */
const formulaStart = /^[=+\-@\t\r]/;

function formatCell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return formulaStart.test(value) ? `'${value}` : value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * One table as CSV, header first; null is an empty cell, lists stand as JSON text, and text that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
export function formatTable(columns: readonly string[], rows: readonly object[]): string {
  const lines = rows.map((row) => {
    const cells = new Map<string, unknown>(Object.entries(row));
    return formatCsvRow(columns.map((column) => formatCell(cells.get(column))));
  });
  return formatCsvRow(columns) + lines.join("");
}

/** Writes every table of results.json, whole, to `tables/<name>.csv`; one without rows has its header alone. */
export async function writeTables(folder: RunFolder, tables: ResultsTables): Promise<void> {
  await makeFolder(folder.tables);
  const rowsOf = new Map<string, readonly object[]>(Object.entries(tables));
  for (const [name, { shape }] of Object.entries(tableRowSchemas)) {
    const text = formatTable(Object.keys(shape), rowsOf.get(name) ?? []);
    await writeWhole(join(folder.tables, `${name}.csv`), text);
  }
}
