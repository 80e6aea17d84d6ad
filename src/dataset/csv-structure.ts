import { type Finding, type FindingGroup, mostTold } from "./findings.ts";
import type { TableFile } from "./open-table.ts";
import { readCsvRecords } from "./read-csv-records.ts";

/** The rows that break a CSV file's form or are not UTF-8, by physical line; null where there are none. */
export async function findBrokenRecords(table: TableFile): Promise<FindingGroup | null> {
  const findings: Finding[] = [];
  let total = 0;
  const add = (line: number, message: string) => {
    total += 1;
    if (findings.length < mostTold) findings.push({ row: line, message });
  };
  const records = readCsvRecords(table.file, "structure", ({ line, reason }) => add(line, reason));
  for await (const { line, cells } of records) {
    if (cells.some((cell) => cell.includes("\ufffd"))) add(line, "the text is not UTF-8");
  }
  return total === 0 ? null : { table: table.table, total, findings, areLines: true };
}

/** The physical lines of some rows of a CSV file. */
export async function findLines(file: string, rows: ReadonlySet<number>): Promise<Map<number, number>> {
  const lines = new Map<number, number>();
  for await (const { row, line } of readCsvRecords(file, "lines", () => {})) {
    if (rows.has(row)) lines.set(row, line);
    if (lines.size === rows.size) break;
  }
  return lines;
}
