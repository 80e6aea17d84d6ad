import { quoteName, quoteText } from "../store/quote-sql.ts";
import type { Store } from "../store/store.ts";
import { type StagedColumn, stagedName } from "./staged-columns.ts";
import type { CellKind, TableName } from "./table-contract.ts";

function sqlTypeOf(cell: CellKind): string {
  if (cell.kind === "integer") return cell.most > 2_147_483_647 ? "BIGINT" : "INTEGER";
  return cell.kind === "number" || cell.kind === "share" ? "DOUBLE" : "VARCHAR";
}

function typedColumn({ name, cell, fallback }: StagedColumn): string {
  const column = quoteName(name);
  const value = fallback === null ? column : `coalesce(${column}, ${quoteText(fallback)})`;
  return `CAST(${value} AS ${sqlTypeOf(cell)}) AS ${column}`;
}

/** Turns a staged table whose cells are all sound into `source_<table>`, and drops the staged one. */
export async function typeTable(
  store: Store,
  table: TableName,
  columns: readonly StagedColumn[],
): Promise<void> {
  await store.execute(
    `CREATE OR REPLACE TABLE source_${table} AS
     SELECT "row", ${columns.map(typedColumn).join(", ")} FROM ${stagedName(table)};
     DROP TABLE ${stagedName(table)};`,
  );
}
