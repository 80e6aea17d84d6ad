import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { readCcsr, readCcsrCategories } from "./ccsr.ts";
import { readCodeEditor } from "./code-editor.ts";
import { readDrgWeights } from "./drg-weights.ts";
import { readFeeSchedule } from "./fee-schedule.ts";
import { readDrgTitles, readSeverity } from "./grouper-tables.ts";
import { readHcc } from "./hcc.ts";
import { readRvu } from "./rvu.ts";
import { readYearlyValidity } from "./yearly-validity.ts";

/** A table with a header, told by the columns it must have. */
export interface SheetFormat {
  /** What it is, as messages name it. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly read: (sheet: Sheet, options: AddOptions) => Reading;
}

/** Those with more columns first: the first whose columns are all there is taken. */
export const sheetFormats: readonly SheetFormat[] = [
  {
    name: "a Physician Fee Schedule RVU file",
    columns: ["hcpcs", "mod", "work_rvu", "facility_total", "conv_factor"],
    read: readRvu,
  },
  { name: "a CC/MCC table", columns: ["code", "version", "severity"], read: readSeverity },
  { name: "a table of MS-DRG titles", columns: ["version", "drg", "description"], read: readDrgTitles },
  {
    name: "a Medicare Code Editor table",
    columns: ["code", "startdate", "enddate", "flags"],
    read: readCodeEditor,
  },
  { name: "a CMS-HCC mapping", columns: ["diagnosis_code", "cc", "model_name"], read: readHcc },
  { name: "a CCSR mapping", columns: ["ccsr_category_code", "vocabulary_id", "code"], read: readCcsr },
  {
    name: "a list of CCSR categories",
    columns: ["ccsr_category_code", "ccsr_category_desc"],
    read: readCcsrCategories,
  },
  { name: "DRG weights", columns: ["drg", "weight"], read: readDrgWeights },
  { name: "a fee schedule", columns: ["code", "amount"], read: readFeeSchedule },
];

/** Its columns are named after its years. */
export const yearlyFormat: SheetFormat = {
  name: "a table of validity by fiscal year",
  columns: ["code", "desc_latest"],
  read: readYearlyValidity,
};

function hasColumns(format: SheetFormat, columns: readonly string[]): boolean {
  return format.columns.every((column) => columns.includes(column));
}

/** The format that a header belongs to, or null. Columns in lower case. */
export function findSheetFormat(columns: readonly string[]): SheetFormat | null {
  const isYearly = hasColumns(yearlyFormat, columns) && columns.some((column) => /^fy20\d\d$/.test(column));
  if (isYearly) return yearlyFormat;
  return sheetFormats.find((format) => hasColumns(format, columns)) ?? null;
}
