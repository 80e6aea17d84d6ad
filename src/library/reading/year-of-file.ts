import { HarnessError } from "../../errors.ts";
import type { AddOptions } from "./add-options.ts";
import type { TextEntry } from "./text-entry.ts";

function yearsIn(name: string): number[] {
  const long = [...name.matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map(([, year]) => Number(year));
  const short = [...name.matchAll(/FY(\d\d)(?!\d)/gi)].map(([, year]) => 2000 + Number(year));
  return [...new Set([...long, ...short])];
}

/** The year that a name tells, such as 2025 of `icd10cm_order_2025.txt` or 2026 of `POAexemptCodesFY26.txt`. */
function yearOfNames(names: readonly string[]): number | null {
  for (const name of names) {
    const [year, ...others] = yearsIn(name);
    if (year !== undefined && others.length === 0) return year;
  }
  return null;
}

function refuse(entry: TextEntry, message: string, hint: string): HarnessError {
  return new HarnessError("data-invalid", message, { where: { file: entry.place }, hint });
}

/**
 * The year of a file: from its content (`told`), else its names, else `--year`. Throws `data-invalid` where nothing
 * tells it, or where `--year` says otherwise.
 */
export function yearOfFile(
  entry: TextEntry,
  options: AddOptions,
  sort: "fiscal year" | "payment year" | "calendar year",
  told: number | null = null,
): number {
  const found = told ?? yearOfNames(entry.names);
  const year = found ?? options.year;
  if (year === undefined) {
    throw refuse(entry, `nothing tells the ${sort} of this file`, `say it with --year, such as --year 2026`);
  }
  if (options.year !== undefined && year !== options.year) {
    throw refuse(entry, `the file says ${year}, --year says ${options.year}`, "leave --year away");
  }
  return year;
}
