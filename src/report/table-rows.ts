import type { Results, ResultsTables } from "../domain/results.ts";
import { formatCount } from "./format.ts";

/** Rows of a table before results.json was cut. */
export function countRows({ tables, truncated }: Results, table: keyof ResultsTables): number {
  return truncated.find((entry) => entry.table === table)?.rows ?? tables[table].length;
}

/** Where the rest of a table stands; null where all of it was shown. `noun` in the plural. */
export function describeRest(
  results: Results,
  table: keyof ResultsTables,
  shown: number,
  noun: string,
): string | null {
  const rows = countRows(results, table);
  if (shown >= rows) return null;
  return `${formatCount(shown)} of ${formatCount(rows)} ${noun} are shown; all of them stand in tables/${table}.csv.`;
}
