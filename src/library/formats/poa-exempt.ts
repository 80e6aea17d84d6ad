import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { fiscalYearSpan } from "../reading/dates.ts";
import { readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { yearOfFile } from "../reading/year-of-file.ts";

type PoaList = "exempt" | "add" | "delete";

/** The column of order numbers is named after the fiscal year: `Order26`. */
function yearOfColumns(columns: readonly string[]): number | null {
  const [, year] =
    columns.map((column) => /^order(\d\d)$/.exec(column)).find((match) => match !== null) ?? [];
  return year === undefined ? null : 2000 + Number(year);
}

/** Lists and what was added to them look alike: their names tell them apart. Null for a list of new titles. */
function listOf({ columns, entry }: Sheet): PoaList | null {
  if (columns.includes("action")) return null;
  const [name = ""] = entry.names;
  if (/add/i.test(name)) return "add";
  return /delete/i.test(name) ? "delete" : "exempt";
}

function readList(sheet: Sheet, options: AddOptions) {
  const list = listOf(sheet);
  const fiscalYear = yearOfFile(sheet.entry, options, "fiscal year", yearOfColumns(sheet.columns));
  const codes = list === null ? [] : readRows(sheet, (row) => row.code("ICD-10-CM", "poaexemptcode"));
  return { list, fiscalYear, codes };
}

/** The first year that the lists tell of: additions and deletions together give the list of the year before. */
function firstYear(lists: readonly { readonly list: PoaList | null }[], year: number): number {
  const isTold = (wanted: PoaList) => lists.some(({ list }) => list === wanted);
  return isTold("exempt") && isTold("add") && isTold("delete") ? year - 1 : year;
}

/** CMS's list of diagnoses exempt from present-on-admission reporting, with what was added and deleted. */
export function readPoaExempt(sheets: readonly Sheet[], options: AddOptions): Reading {
  const lists = sheets.map((sheet) => readList(sheet, options));
  const year = Math.max(...lists.map(({ fiscalYear }) => fiscalYear));
  const whole = lists.find(({ list }) => list === "exempt");
  const changes = lists.reduce((sum, { codes }) => sum + codes.length, 0);
  return {
    kind: "poa-exempt",
    system: "ICD-10-CM",
    label: `poa-${year}`,
    validFrom: fiscalYearSpan(firstYear(lists, year)).from,
    validTo: fiscalYearSpan(year).to,
    rows: whole?.codes.length ?? changes,
    evidence: [
      {
        table: "evidence_poa",
        rows: lists.flatMap(({ list, fiscalYear, codes }) => codes.map((code) => [fiscalYear, list, code])),
      },
    ],
  };
}
