import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBType,
  DuckDBTypeId,
  DuckDBValue,
} from "@duckdb/node-api";
import { quoteName } from "./quote-sql.ts";

/** A list fills a VARCHAR[] column. */
export type AppendValue = string | number | bigint | boolean | null | readonly string[];

type ToDuckDb = (value: AppendValue, type: DuckDBType) => DuckDBValue;

async function readColumnNames(connection: DuckDBConnection, table: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(`SELECT * FROM ${quoteName(table)} LIMIT 0`);
  return reader.columnNames();
}

function checkColumns(table: string, known: readonly string[], columns: readonly string[]): void {
  const unknown = columns.filter((column) => !known.includes(column));
  if (unknown.length > 0) throw new Error(`${table} has no column ${unknown.join(", ")}`);
}

/** A column of the table, and the place of its value in a row, null for the default. */
interface Target {
  readonly type: DuckDBType;
  readonly isText: boolean;
  readonly place: number | null;
}

function targetsOf(
  appender: DuckDBAppender,
  known: readonly string[],
  columns: readonly string[],
  textId: DuckDBTypeId,
): Target[] {
  return known.map((column, index) => {
    const type = appender.columnType(index);
    const place = columns.includes(column) ? columns.indexOf(column) : null;
    return { type, isText: type.typeId === textId, place };
  });
}

function appendRow(
  appender: DuckDBAppender,
  targets: readonly Target[],
  row: readonly AppendValue[],
  toDuckDb: ToDuckDb,
): void {
  for (const { type, isText, place } of targets) {
    const value = place === null ? undefined : row[place];
    if (value === undefined) appender.appendDefault();
    else if (value === null) appender.appendNull();
    else if (isText && typeof value === "string") appender.appendVarchar(value);
    else appender.appendValue(toDuckDb(value, type), type);
  }
  appender.endRow();
}

/** Adds rows through DuckDB's appender; a value that does not fit its column throws. */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly AppendValue[]>,
): Promise<void> {
  const { DuckDBTypeId, JSToDuckDBValueConverter } = await import("@duckdb/node-api");
  const toDuckDb: ToDuckDb = (value, type) =>
    JSToDuckDBValueConverter(
      typeof value === "object" && value !== null ? [...value] : value,
      type,
      JSToDuckDBValueConverter,
    );
  const known = await readColumnNames(connection, table);
  checkColumns(table, known, columns);
  const appender = await connection.createAppender(table);
  const targets = targetsOf(appender, known, columns, DuckDBTypeId.VARCHAR);
  for (const row of rows) appendRow(appender, targets, row, toDuckDb);
  appender.closeSync();
}
