import { access, constants } from "node:fs/promises";
import { HarnessError } from "../errors.ts";
import { readColumns } from "./read-columns.ts";
import type { TableName } from "./table-contract.ts";
import { formatOf, type TableFormat } from "./table-file.ts";

/** A table file whose columns are known and whose rows are not read yet. */
export interface TableFile {
  readonly table: TableName;
  /** Absolute path. */
  readonly file: string;
  readonly format: TableFormat;
  /** In file order. Of NDJSON, the keys seen: in every line for encounters, in the first thousand for the others. */
  readonly columns: readonly string[];
}

const linesOfSample = 1000;

async function checkReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (cause) {
    throw new HarnessError("file-unreadable", "the table cannot be read: no such file, or no right to", {
      where: { file },
      cause,
    });
  }
}

/** Reads a table's columns without DuckDB. Throws "file-unreadable" or "dataset-invalid" (an unknown ending, an empty CSV file). */
export async function openTable(table: TableName, file: string): Promise<TableFile> {
  const format = formatOf(file);
  await checkReadable(file);
  const columns = await readColumns(file, table === "encounters" ? "whole" : linesOfSample);
  if (format.startsWith("csv") && columns.length === 0)
    throw new HarnessError("dataset-invalid", "the file is empty", { where: { file, line: 1 } });
  return { table, file, format, columns };
}
