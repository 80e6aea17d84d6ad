import { z } from "zod";
import { quoteName } from "../store/quote-sql.ts";
import type { Store } from "../store/store.ts";
import { type FindingGroup, mostTold } from "./findings.ts";
import { type StagedColumn, stagedName } from "./staged-columns.ts";
import type { TableName } from "./table-contract.ts";
import { type Promises, rulesOf, type ValueRule } from "./value-rules.ts";

const countsSchema = z.record(z.string(), z.number());
const valueSchema = z.object({ row: z.number(), value: z.string().nullable() });

/** How many rows break each rule: one pass over the table, whatever the number of rules. */
async function countBreaks(store: Store, table: TableName, rules: readonly ValueRule[]): Promise<number[]> {
  const counts = rules.map((rule, index) => `count(*) FILTER (WHERE ${rule.fails}) AS c${index}`);
  const rows = await store.query(`SELECT ${counts.join(", ")} FROM ${stagedName(table)}`, countsSchema);
  return rules.map((_, index) => rows[0]?.[`c${index}`] ?? 0);
}

async function readBreaks(
  store: Store,
  table: TableName,
  rule: ValueRule,
  total: number,
): Promise<FindingGroup> {
  const rows = await store.query(
    `SELECT "row", ${quoteName(rule.column)} AS value FROM ${stagedName(table)}
     WHERE ${rule.fails} ORDER BY "row" LIMIT ${mostTold}`,
    valueSchema,
  );
  const findings = rows.map(({ row, value }) => ({ row, ...rule.describe(value ?? "") }));
  return { table, total, findings, areLines: false };
}

/** The cells of a staged table that break their column's type, vocabulary or promise. */
export async function checkValues(
  store: Store,
  table: TableName,
  columns: readonly StagedColumn[],
  promises: Promises,
): Promise<FindingGroup[]> {
  const rules = columns.flatMap((column) => rulesOf(column, promises));
  const totals = await countBreaks(store, table, rules);
  const groups: FindingGroup[] = [];
  for (const [index, rule] of rules.entries()) {
    const total = totals[index] ?? 0;
    if (total > 0) groups.push(await readBreaks(store, table, rule, total));
  }
  return groups;
}
