import { canonicalCode } from "../../codeset/canonical-code.ts";
import { systemOfOrder } from "../../codeset/cms-order-line.ts";
import { HarnessError } from "../../errors.ts";
import type { Reading } from "../evidence.ts";
import { fiscalYearSpan } from "../reading/dates.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { showCell } from "../reading/row-problems.ts";

const yearColumn = /^fy(20\d\d)$/;

function readYears({ columns, entry }: Sheet): readonly number[] {
  const years = columns.flatMap((column) => yearColumn.exec(column)?.[1] ?? []).map(Number);
  const isUnbroken = years.every((year, at) => year === (years[0] ?? 0) + at);
  if (isUnbroken) return years;
  throw new HarnessError("data-invalid", "the years of the columns do not follow each other", {
    where: { file: entry.place, line: 1 },
    hint: "columns fy2021, fy2022 and so on, without a gap",
  });
}

function readState(row: Row, year: number): string {
  const text = row.text(`fy${year}`);
  if (!/^[01]?$/.test(text)) row.reject(`fy${year}`, `fy${year} ${showCell(text)} is none of 1, 0 and empty`);
  return text === "" ? "-" : text;
}

/** Per code and fiscal year, the state at the year's end: 1 billable, 0 header, empty absent; and the latest title. */
export function readYearlyValidity(sheet: Sheet): Reading {
  const years = readYears(sheet);
  const [first = 0, last = first] = [years[0], years.at(-1)];
  const codeAt = sheet.columns.indexOf("code");
  const isPcs = sheet.records.some(({ cells }) => systemOfOrder(cells[codeAt] ?? "") === "ICD-10-PCS");
  const system = isPcs ? "ICD-10-PCS" : "ICD-10-CM";
  const rows = readRows(sheet, (row) => {
    const code = canonicalCode(system, row.text("code"));
    if (!/^[0-9A-Z.]{3,8}$/.test(code)) row.reject("code", `${showCell(code)} is no code of ${system}`);
    return [system, first, code, years.map((year) => readState(row, year)).join(""), row.text("desc_latest")];
  });
  return {
    kind: "yearly-validity",
    system,
    label: `${isPcs ? "icd10pcs" : "icd10cm"}-${first}-${String(last).slice(2)}`,
    validFrom: fiscalYearSpan(first).from,
    validTo: fiscalYearSpan(last).to,
    rows: rows.length,
    evidence: [{ table: "evidence_years", rows }],
  };
}
