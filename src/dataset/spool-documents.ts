import { join } from "node:path";
import { findBrokenRecords } from "./csv-structure.ts";
import type { FindingGroup } from "./findings.ts";
import { indexColumns, indexDocuments } from "./index-documents.ts";
import type { TableFile } from "./open-table.ts";
import { readCsvRecords } from "./read-csv-records.ts";
import { spoolParquet } from "./spool-parquet.ts";
import { readBytes } from "./table-file.ts";
import { copyToPrivateFile, writePrivateFile } from "./write-csv.ts";

export interface IndexedDocuments {
  /** Plain NDJSON: the dataset's own file, or a private copy in the spool folder. */
  readonly documentsFile: string;
  readonly index: TableFile;
  readonly group: FindingGroup | null;
}

async function* toJsonLines(table: TableFile): AsyncGenerator<string> {
  for await (const { cells } of readCsvRecords(table.file, "cells", () => {})) {
    const entries = table.columns.map((name, index) => [
      name,
      cells[index] === "" && name !== "text" ? null : cells[index],
    ]);
    yield `${JSON.stringify(Object.fromEntries(entries))}\n`;
  }
}

/** Copies documents of any other format to NDJSON, one line a row, readable by the owner alone. */
async function writeSpool(table: TableFile, spoolFile: string): Promise<void> {
  if (table.format === "parquet") await spoolParquet(table.file, table.columns, spoolFile);
  else if (table.format === "ndjson.gz") await copyToPrivateFile(spoolFile, readBytes(table.file));
  else await writePrivateFile(spoolFile, toJsonLines(table));
}

async function findBroken(table: TableFile): Promise<FindingGroup | null> {
  return table.format.startsWith("csv") ? await findBrokenRecords(table) : null;
}

/**
 * Makes the documents readable by byte offset. Plain NDJSON is indexed where it lies; other formats are copied once
 * to `spoolFolder`. The texts never enter the store.
 */
export async function indexDocumentTable(table: TableFile, spoolFolder: string): Promise<IndexedDocuments> {
  const isPlain = table.format === "ndjson";
  const documentsFile = isPlain ? table.file : join(spoolFolder, "documents.ndjson");
  const index: TableFile = {
    table: "documents",
    file: join(spoolFolder, "documents-index.csv"),
    format: "csv",
    columns: indexColumns,
  };
  const broken = await findBroken(table);
  if (broken !== null) return { documentsFile, index, group: broken };
  if (!isPlain) await writeSpool(table, documentsFile);
  return { documentsFile, index, group: await indexDocuments(documentsFile, index.file) };
}
