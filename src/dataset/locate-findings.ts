import type { Place } from "../errors.ts";
import { findLines } from "./csv-structure.ts";
import type { Finding, FindingGroup, Locate } from "./findings.ts";
import type { TableFile } from "./open-table.ts";
import type { TableName } from "./table-contract.ts";

function rowsOf(groups: readonly FindingGroup[], table: TableName): Set<number> {
  const own = groups.filter((group) => group.table === table && !group.areLines);
  return new Set(own.flatMap((group) => group.findings.map((finding) => finding.row)));
}

type Lines = ReadonlyMap<number, number>;

async function findLinesOf(tables: readonly TableFile[], groups: readonly FindingGroup[]) {
  const found = new Map<TableName, Lines>();
  for (const { table, file, format } of tables) {
    const rows = rowsOf(groups, table);
    if (rows.size > 0 && format.startsWith("csv")) found.set(table, await findLines(file, rows));
  }
  return found;
}

function placeInParquet(file: string, finding: Finding) {
  return { where: { file }, prefix: finding.row > 0 ? `row ${finding.row}: ` : "" };
}

function placeInText(file: string, finding: Finding, lines: Lines | undefined) {
  const where: Place = { file, line: lines?.get(finding.row) ?? finding.row };
  return { where, prefix: "" };
}

/**
 * Finds the physical lines of everything told of CSV files, reading each such file once; rows of NDJSON are lines
 * already, and rows of Parquet stay row numbers.
 */
export async function locateFindings(
  tables: readonly TableFile[],
  groups: readonly FindingGroup[],
): Promise<Locate> {
  const lines = await findLinesOf(tables, groups);
  return (name, finding) => {
    const table = tables.find((each) => each.table === name);
    if (table === undefined) return { where: { file: name }, prefix: "" };
    return table.format === "parquet"
      ? placeInParquet(table.file, finding)
      : placeInText(table.file, finding, lines.get(name));
  };
}
