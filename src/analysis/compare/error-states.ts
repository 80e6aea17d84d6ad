import { z } from "zod";
import { type ComparedError, comparedErrorSchema } from "../../domain/comparison.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { errorId } from "../recurring/error-id.ts";

const errorsSql = readSql(new URL("./recurring-errors.sql", import.meta.url));
const countsSql = readSql(new URL("./error-counts.sql", import.meta.url));

const { id: _, from, to, ...columns } = comparedErrorSchema.shape;
const stateRow = z.strictObject({ ...columns, from_code: from, to_code: to });

function describe({ from_code, to_code, ...row }: z.infer<typeof stateRow>): ComparedError {
  return { id: errorId(row.system, row.class, from_code, to_code), ...row, from: from_code, to: to_code };
}

const order = ["new", "still", "fixed"] as const;

function byState(x: ComparedError, y: ComparedError): number {
  const most = (error: ComparedError) => Math.max(error.encounters_a, error.encounters_b);
  return order.indexOf(x.state) - order.indexOf(y.state) || most(y) - most(x) || (x.id < y.id ? -1 : 1);
}

/**
 * Recurring errors fixed (a alone reports them), new (b alone) and still there, by their stable ids, with the encounters
 * of each in both runs. New ones first, the most encounters first. Needs `readCodeFlips`.
 */
export async function readErrorStates(store: Store): Promise<readonly ComparedError[]> {
  await store.execute(errorsSql);
  return (await store.query(countsSql, stateRow)).map(describe).sort(byState);
}
