import type { Results, ResultsTables } from "../domain/results.ts";

/** Rows of a table that results.json shows at most; the whole of every table lies in `tables/<name>.csv`. */
export const mostRows = {
  codes: 2000,
  code_levels: 2000,
  recurring_errors: 500,
  error_sets: 200,
  code_errors: 1000,
  slices: 2000,
  em_levels: 2000,
  drg_shifts: 500,
  hcc_changes: 500,
  unstable_codes: 1000,
} as const;

type CappedTable = keyof typeof mostRows;

const cappedTables: readonly CappedTable[] = [
  "codes",
  "code_levels",
  "recurring_errors",
  "error_sets",
  "code_errors",
  "slices",
  "em_levels",
  "drg_shifts",
  "hcc_changes",
  "unstable_codes",
];

function cap<Row>(table: CappedTable, rows: readonly Row[]): Row[] {
  return rows.slice(0, mostRows[table]);
}

/** What is proved is never the part that is cut, unless there is too much of it; the order stays the table's. */
function capUnproved<Row extends { readonly q: number | null }>(
  table: CappedTable,
  rows: readonly Row[],
): Row[] {
  if (rows.length <= mostRows[table]) return [...rows];
  const isProved = ({ q }: Row) => q !== null && q <= 0.05;
  let room = mostRows[table] - rows.filter(isProved).length;
  const kept = rows.filter((row) => isProved(row) || room-- > 0);
  return cap(table, kept);
}

/** The tables as results.json holds them, with an entry for each that was cut. */
export function capTables(tables: ResultsTables): Pick<Results, "tables" | "truncated"> {
  const truncated = cappedTables
    .filter((table) => tables[table].length > mostRows[table])
    .map((table) => ({ table, rows: tables[table].length, shown: mostRows[table] }));
  return {
    tables: {
      ...tables,
      codes: cap("codes", tables.codes),
      code_levels: capUnproved("code_levels", tables.code_levels),
      recurring_errors: cap("recurring_errors", tables.recurring_errors),
      error_sets: cap("error_sets", tables.error_sets),
      code_errors: cap("code_errors", tables.code_errors),
      slices: capUnproved("slices", tables.slices),
      em_levels: cap("em_levels", tables.em_levels),
      drg_shifts: cap("drg_shifts", tables.drg_shifts),
      hcc_changes: cap("hcc_changes", tables.hcc_changes),
      unstable_codes: cap("unstable_codes", tables.unstable_codes),
    },
    truncated,
  };
}
