import { z } from "zod";
import type { ScopeFilter } from "../../domain/scope-spec.ts";
import { quoteName, quoteText } from "../../store/quote-sql.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type AnalysisInput, columnsRead } from "../analysis-input.ts";

const filterSql = readSql(new URL("./filter.sql", import.meta.url));
const encountersSql = readSql(new URL("./encounters.sql", import.meta.url));
const flowSql = readSql(new URL("./flow.sql", import.meta.url));

const dropRow = z.strictObject({ reason: z.string(), encounters: z.number() });
export type ScopeDrop = z.infer<typeof dropRow>;

/** Column names cannot be parameters: this one statement is put together, names and all quoted. */
function cellsSql(columns: readonly string[]): string {
  const selects = columns.map(
    (column) =>
      `SELECT row, ${quoteText(column)} AS column_name, ${quoteName(column)}::VARCHAR AS value FROM source_encounters`,
  );
  return `CREATE OR REPLACE TABLE cells AS ${selects.join(" UNION ALL ")}`;
}

function ruleRows(rule: "include" | "exclude", filter: ScopeFilter) {
  return Object.entries(filter).flatMap(([column, values], position) =>
    values.map((value) => [rule, position, column, value] as const),
  );
}

/**
 * Decides which encounters are compared: makes `cells`, `scope_drops` and `encounters`, and returns the drops with
 * their reasons. Needs the source tables of the dataset.
 */
export async function applyScope(store: Store, input: AnalysisInput): Promise<readonly ScopeDrop[]> {
  await store.execute(cellsSql(columnsRead(input)));
  await store.execute(
    "CREATE OR REPLACE TABLE scope_rules (rule VARCHAR, position INTEGER, column_name VARCHAR, value VARCHAR)",
  );
  const rules = [...ruleRows("include", input.include), ...ruleRows("exclude", input.exclude)];
  await store.append("scope_rules", ["rule", "position", "column_name", "value"], rules);
  await store.execute(filterSql, { role: input.reference.role });
  await store.execute(encountersSql, { seed: input.seed, dates: input.dates });
  return store.query(flowSql, dropRow);
}
