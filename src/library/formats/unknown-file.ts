import { HarnessError } from "../../errors.ts";
import { readHeader } from "../reading/read-sheet.ts";
import type { TextEntry } from "../reading/text-entry.ts";
import { type SheetFormat, sheetFormats, yearlyFormat } from "./sheet-formats.ts";

function missingOf(format: SheetFormat, columns: readonly string[]): readonly string[] {
  return format.columns.filter((column) => !columns.includes(column));
}

function shareOf(format: SheetFormat, columns: readonly string[]): number {
  return 1 - missingOf(format, columns).length / format.columns.length;
}

/** The format that has at least half its columns here, and the most of them. */
function nearestFormat(columns: readonly string[]): SheetFormat | null {
  const near = [...sheetFormats, yearlyFormat].filter((format) => shareOf(format, columns) >= 0.5);
  return near.sort((left, right) => shareOf(right, columns) - shareOf(left, columns))[0] ?? null;
}

/** Throws `file-unreadable`, naming what is missing where the header is nearly that of a known table. */
export function refuseUnknown(entry: TextEntry): never {
  const columns = readHeader(entry.text);
  const near = nearestFormat(columns);
  const where = { file: entry.place, line: 1 };
  if (near !== null) {
    const missing = missingOf(near, columns).join(", ") || "fy2021 and so on";
    const message = `this looks like ${near.name}, but lacks the columns: ${missing}`;
    const hint = `the header here is: ${columns.join(", ")}`.slice(0, 200);
    throw new HarnessError("file-unreadable", message.slice(0, 120), { where, hint });
  }
  throw new HarnessError("file-unreadable", "this is no code table that the library knows", {
    where,
    hint: "`shadowbench codeset add -h` lists what it reads; a spreadsheet is saved as CSV first",
  });
}
