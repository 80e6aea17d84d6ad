import type { Reading } from "../evidence.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { showCell } from "../reading/row-problems.ts";

/** AHRQ ends its files with a row that says so. */
function isEnd(row: Row, column: string): boolean {
  return row.text(column).toLowerCase() === "end of content";
}

function readCategory(row: Row): string {
  const category = row.text("ccsr_category_code").toUpperCase();
  if (!/^[A-Z]{3,6}\d{0,3}$/.test(category)) {
    row.reject("ccsr_category_code", `${showCell(category)} is no category of CCSR`);
  }
  return category;
}

const undated = { system: "ICD-10-CM", validFrom: null, validTo: null } as const;

/** AHRQ's Clinical Classifications Software Refined: the categories of each diagnosis, one row each. */
export function readCcsr(sheet: Sheet): Reading {
  const rows = readRows(sheet, (row) => {
    if (isEnd(row, "code")) return null;
    if (!/^ICD-?10-?CM$/i.test(row.text("vocabulary_id"))) {
      row.reject("vocabulary_id", `vocabulary_id ${showCell(row.text("vocabulary_id"))} is not ICD10CM`);
    }
    return [row.code("ICD-10-CM", "code"), readCategory(row)];
  });
  const evidence = [{ table: "evidence_ccsr", rows }] as const;
  return { kind: "ccsr", label: "ccsr", ...undated, rows: rows.length, evidence };
}

/** The titles of CCSR's categories. */
export function readCcsrCategories(sheet: Sheet): Reading {
  const rows = readRows(sheet, (row) => {
    if (isEnd(row, "ccsr_category_code")) return null;
    return [readCategory(row), row.text("ccsr_category_desc")];
  });
  const evidence = [{ table: "evidence_ccsr_categories", rows }] as const;
  return { kind: "ccsr-categories", label: "ccsr-titles", ...undated, rows: rows.length, evidence };
}
