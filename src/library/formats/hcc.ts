import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { calendarYearSpan } from "../reading/dates.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { showCell } from "../reading/row-problems.ts";
import { yearOfFile } from "../reading/year-of-file.ts";

const modelName = /^(CMS-HCC ESRD|CMS-HCC|RxHCC)(?: Model)? (V\d{2})$/i;
const families: Readonly<Record<string, string>> = {
  "cms-hcc esrd": "ESRD ",
  "cms-hcc": "",
  rxhcc: "RxHCC ",
};

/** `CMS-HCC Model V28` is `V28`, `CMS-HCC ESRD Model V24` is `ESRD V24`, `RxHCC Model V08` is `RxHCC V08`. */
function readModel(row: Row): string {
  const text = row.text("model_name");
  const [, family = "", version = ""] = modelName.exec(text) ?? [];
  if (version === "") row.reject("model_name", `model_name ${showCell(text)} is no model of CMS-HCC`);
  return `${families[family.toLowerCase()] ?? ""}${version.toUpperCase()}`;
}

/** CMS-HCC mappings: payment of a year rests on the diagnoses of the calendar year before it. */
export function readHcc(sheet: Sheet, options: AddOptions): Reading {
  const paymentYear = yearOfFile(sheet.entry, options, "payment year");
  const year = paymentYear - 1;
  const rows = readRows(sheet, (row) => {
    const code = row.code("ICD-10-CM", "diagnosis_code");
    return [year, readModel(row), code, row.wholeNumber("cc")];
  });
  const { from, to } = calendarYearSpan(year);
  return {
    kind: "hcc",
    system: "ICD-10-CM",
    label: `hcc-${paymentYear}`,
    validFrom: from,
    validTo: to,
    rows: rows.length,
    evidence: [{ table: "evidence_hcc", rows }],
  };
}
