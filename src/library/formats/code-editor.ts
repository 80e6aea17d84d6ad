import type { Reading } from "../evidence.ts";
import { fiscalYearOf, fiscalYearSpan } from "../reading/dates.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";

function readSpan(row: Row) {
  const [from, to] = [row.date("startdate"), row.date("enddate")];
  if (row.text("startdate") === "") row.reject("startdate", "startDate is empty");
  if (from !== null && to !== null && to < from) row.reject("enddate", "endDate lies before startDate");
  return { from: from ?? "", to };
}

/**
 * The Medicare Code Editor's table of diagnoses: first and last day of each, and its flags. It speaks of the fiscal
 * years from that of its first start to that of its last.
 */
export function readCodeEditor(sheet: Sheet): Reading {
  const rows = readRows(sheet, (row) => ({
    code: row.code("ICD-10-CM", "code"),
    span: readSpan(row),
    flags: row.text("flags"),
  }));
  const starts = rows.map(({ span }) => span.from).sort();
  const [firstYear, lastYear] = [fiscalYearOf(starts[0] ?? ""), fiscalYearOf(starts.at(-1) ?? "")];
  return {
    kind: "code-editor",
    system: "ICD-10-CM",
    label: `mce-${lastYear}`,
    validFrom: fiscalYearSpan(firstYear).from,
    validTo: fiscalYearSpan(lastYear).to,
    rows: rows.length,
    evidence: [
      {
        table: "evidence_editor",
        rows: rows.map(({ code, span, flags }) => [code, span.from, span.to, flags]),
      },
    ],
  };
}
