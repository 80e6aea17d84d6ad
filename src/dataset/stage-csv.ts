import { join } from "node:path";
import { z } from "zod";
import { quoteName, quotePath, quoteText } from "../store/quote-sql.ts";
import type { Store } from "../store/store.ts";
import { findBrokenRecords } from "./csv-structure.ts";
import type { FindingGroup } from "./findings.ts";
import type { TableFile } from "./open-table.ts";
import { readCsvRecords } from "./read-csv-records.ts";
import { type StagedColumn, selectText, stagedName } from "./staged-columns.ts";
import { formatCsvRow, writePrivateFile } from "./write-csv.ts";

const rejectSchema = z.object({ line: z.number(), reason: z.string(), total: z.number() });

function rejectsName(table: TableFile): string {
  return `rejected_${table.table}`;
}

function readerOf(table: TableFile): string {
  const columns = table.columns.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(", ");
  const rejects = `store_rejects = true, rejects_limit = 0, rejects_table = '${rejectsName(table)}', rejects_scan = '${rejectsName(table)}_scan'`;
  return `read_csv(${quotePath(table.file)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    nullstr = '', columns = {${columns}}, ${rejects})`;
}

/** Stages CSV as text. A file that brings its own `row` keeps it; otherwise rows are counted from 1. */
function stagingSql(table: TableFile, columns: readonly StagedColumn[]): string {
  const row = table.columns.includes("row") ? 'CAST("row" AS BIGINT)' : "row_number() OVER ()";
  const texts = selectText(columns, table.columns, ({ name }) => quoteName(name));
  return `CREATE OR REPLACE TABLE ${stagedName(table.table)} AS SELECT ${row} AS "row", ${texts} FROM ${readerOf(table)};`;
}

async function* normalizeRecords(table: TableFile): AsyncGenerator<string> {
  yield formatCsvRow(["row", ...table.columns]);
  for await (const { row, cells } of readCsvRecords(table.file, "cells", () => {}))
    yield formatCsvRow([String(row), ...cells]);
}

/** The same records with one kind of line end and their row numbers, for files that DuckDB's strict reader declines. */
async function writeNormalized(table: TableFile, spoolFolder: string): Promise<TableFile> {
  const file = join(spoolFolder, `${table.table}-normalized.csv`);
  await writePrivateFile(file, normalizeRecords(table));
  return { ...table, file, format: "csv", columns: ["row", ...table.columns] };
}

async function readRejects(store: Store, table: TableFile): Promise<FindingGroup | null> {
  const rejects = await store.query(
    `SELECT line, error_message AS reason, count(*) OVER () AS total FROM ${rejectsName(table)} ORDER BY line LIMIT 20`,
    rejectSchema,
  );
  await store.execute(`DROP TABLE ${rejectsName(table)}; DROP TABLE ${rejectsName(table)}_scan;`);
  const findings = rejects.map(({ line, reason }) => ({ row: line, message: reason.split("\n")[0] ?? "" }));
  return rejects.length === 0
    ? null
    : { table: table.table, total: rejects[0]?.total ?? 0, findings, areLines: true };
}

async function stageStrictly(store: Store, table: TableFile, columns: readonly StagedColumn[]) {
  await store.execute(stagingSql(table, columns));
  return await readRejects(store, table);
}

function isReaderRefusal(error: unknown): boolean {
  return error instanceof Error && /Invalid Input Error|CSV Error/.test(error.message);
}

type Attempt =
  | { readonly kind: "staged"; readonly broken: FindingGroup | null }
  | { readonly kind: "declined" };

/** An empty line is no row; only with several columns does DuckDB see it that way too. */
async function tryStrictly(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
): Promise<Attempt> {
  if (table.columns.length === 1) return { kind: "declined" };
  try {
    return { kind: "staged", broken: await stageStrictly(store, table, columns) };
  } catch (error) {
    if (!isReaderRefusal(error)) throw error;
    return { kind: "declined" };
  }
}

/** Stages a CSV table as text with row numbers; returns what breaks its structure, by physical line. */
export async function stageCsv(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
  spoolFolder: string,
): Promise<FindingGroup | null> {
  const attempt = await tryStrictly(store, table, columns);
  if (attempt.kind === "staged" && attempt.broken === null) return null;
  const broken = await findBrokenRecords(table);
  if (broken !== null) return broken;
  if (attempt.kind === "staged") return attempt.broken;
  return await stageStrictly(store, await writeNormalized(table, spoolFolder), columns);
}
