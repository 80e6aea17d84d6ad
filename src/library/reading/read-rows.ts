import { canonicalCode } from "../../codeset/canonical-code.ts";
import { rulesOf } from "../../codeset/system-rules.ts";
import { parseDate } from "./dates.ts";
import type { Sheet } from "./read-sheet.ts";
import { collectRowProblems, showCell } from "./row-problems.ts";
import type { SheetRecord } from "./split-records.ts";

/** The cells of the row being read. What does not fit is noted, and a stand-in given that is never kept. */
export interface Row {
  /** Empty where the sheet has no such column. */
  readonly text: (column: string) => string;
  /** In canonical form; it has the form of the system's codes. */
  readonly code: (system: string, column: string) => string;
  readonly number: (column: string) => number;
  readonly wholeNumber: (column: string) => number;
  /** YYYY-MM-DD; null where the cell is empty. */
  readonly date: (column: string) => string | null;
  readonly reject: (column: string, message: string) => void;
}

const decimal = /^[0-9]+(\.[0-9]*)?$|^\.[0-9]+$/;

/**
 * Reads every record of a sheet; `read` returns null for a row that says nothing. Throws `data-invalid` with the
 * line and the column of each row that does not fit.
 */
export function readRows<Result>(sheet: Sheet, read: (row: Row) => Result | null): Result[] {
  const problems = collectRowProblems(sheet.entry.place);
  const places = new Map(sheet.columns.map((column, at) => [column, at]));
  let record: SheetRecord = { line: 0, cells: [] };
  const text = (column: string) => record.cells[places.get(column) ?? -1] ?? "";
  const reject = (column: string, message: string) => {
    problems.add(record.line, message, (places.get(column) ?? 0) + 1);
  };
  const matching = (column: string, pattern: RegExp, what: string) => {
    if (!pattern.test(text(column))) reject(column, `${column} ${showCell(text(column))} is not a ${what}`);
    return Number(text(column));
  };
  const row: Row = {
    text,
    reject,
    code: (system, column) => {
      const code = canonicalCode(system, text(column));
      if (!rulesOf(system).isWellFormed(code))
        reject(column, `${showCell(text(column))} is no code of ${system}`);
      return code;
    },
    number: (column) => matching(column, decimal, "number ≥ 0"),
    wholeNumber: (column) => matching(column, /^[0-9]+$/, "whole number"),
    date: (column) => {
      const date = parseDate(text(column));
      if (date === null && text(column) !== "")
        reject(column, `${column} ${showCell(text(column))} is not a date (YYYY-MM-DD)`);
      return date;
    },
  };
  const results: Result[] = [];
  for (record of sheet.records) {
    if (record.cells.length !== sheet.columns.length) {
      problems.add(
        record.line,
        `the row has ${record.cells.length} cells, the header ${sheet.columns.length}`,
      );
      continue;
    }
    const result = read(row);
    if (result !== null) results.push(result);
  }
  problems.finish();
  return results;
}
