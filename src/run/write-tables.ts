import { join } from "node:path";
import type { Analysis } from "../analysis/analyze.ts";
import { formatCsvRow } from "../dataset/write-csv.ts";
import { makeFolder, type RunFolder, writeWhole } from "./run-folder.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** A spreadsheet takes a cell that begins like this for a formula; a code that an engine gave may. */
const formulaStart = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string | null {
  if (typeof value !== "string") return value === null ? null : String(value);
  return formulaStart.test(value) ? `'${value}` : value;
}

function formatTable(rows: readonly Row[], columns: readonly string[]): string {
  const lines = rows.map((row) => formatCsvRow(columns.map((column) => cell(row[column] ?? null))));
  return formatCsvRow(columns) + lines.join("");
}

const codeColumns = [
  "system",
  "code",
  "both",
  "over",
  "missed",
  "neither",
  "precision",
  "recall",
  "f1",
  "ratio",
  "ratio_lower",
  "ratio_upper",
  "p",
  "q",
  "q_all",
  "direction",
] as const;

/** Writes each table whole to `tables/<name>.csv`. */
export async function writeTables(folder: RunFolder, analysis: Analysis): Promise<void> {
  await makeFolder(folder.tables);
  await writeWhole(join(folder.tables, "codes.csv"), formatTable(analysis.codes, codeColumns));
}
