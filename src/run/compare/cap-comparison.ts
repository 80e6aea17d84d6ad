import type { Comparison } from "../../domain/comparison.ts";

/** Rows of a table that comparison.json shows at most; the whole of each lies in `tables/<name>.csv`. */
export const mostComparedRows = { code_flips: 1000, recurring_errors: 500 } as const;

/** The comparison as comparison.json holds it, with an entry for each table that was cut. */
export function capComparison(whole: Comparison): Comparison {
  const { code_flips, recurring_errors, ...tables } = whole.tables;
  const isProved = ({ direction }: (typeof code_flips)[number]) => direction !== null;
  let room = mostComparedRows.code_flips - code_flips.filter(isProved).length;
  const keptFlips = code_flips.filter((row) => isProved(row) || room-- > 0);
  const capped = {
    code_flips: keptFlips.slice(0, mostComparedRows.code_flips),
    recurring_errors: recurring_errors.slice(0, mostComparedRows.recurring_errors),
  };
  const truncated = (["code_flips", "recurring_errors"] as const)
    .filter((table) => whole.tables[table].length > capped[table].length)
    .map((table) => ({ table, rows: whole.tables[table].length, shown: capped[table].length }));
  return { ...whole, tables: { ...tables, ...capped }, truncated };
}
