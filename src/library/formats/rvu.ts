import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { calendarYearSpan } from "../reading/dates.ts";
import { readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { yearOfFile } from "../reading/year-of-file.ts";
import { readLineCode, readModifier } from "./line-code.ts";

/**
 * The Physician Fee Schedule's relative values. The amount is the national one in a facility: total facility RVUs
 * times the conversion factor (42 CFR 414.20), without the geographic adjustment; null where the total is 0, since
 * the schedule then sets no price.
 */
export function readRvu(sheet: Sheet, options: AddOptions): Reading {
  const year = yearOfFile(sheet.entry, options, "calendar year");
  const rows = readRows(sheet, (row) => {
    const { system, code } = readLineCode(row, "hcpcs");
    const total = row.number("facility_total");
    const amount = Math.round(total * row.number("conv_factor") * 100) / 100;
    return [
      year,
      system,
      code,
      readModifier(row, "mod"),
      total === 0 ? null : amount,
      row.number("work_rvu"),
    ];
  });
  const { from, to } = calendarYearSpan(year);
  return {
    kind: "rvu",
    system: null,
    label: `rvu-${year}`,
    validFrom: from,
    validTo: to,
    rows: rows.length,
    evidence: [{ table: "evidence_rvu", rows }],
  };
}
