import type { DuckDBResultReader, DuckDBType, DuckDBValue, JS } from "@duckdb/node-api";

function toSafeNumber(value: DuckDBValue): number {
  if (typeof value !== "bigint" || BigInt.asIntN(54, value) !== value)
    throw new Error(`${String(value)} does not fit a number`);
  return Number(value);
}

/** Rows as objects: BIGINT and UBIGINT as numbers, HUGEINT as bigint, lists and structs by their members. */
export async function readRows(reader: DuckDBResultReader): Promise<Record<string, unknown>[]> {
  const { DuckDBTypeId, JSDuckDBValueConverter } = await import("@duckdb/node-api");
  const convert = (value: DuckDBValue, type: DuckDBType): JS => {
    if (value === null) return null;
    const isLong = type.typeId === DuckDBTypeId.BIGINT || type.typeId === DuckDBTypeId.UBIGINT;
    return isLong ? toSafeNumber(value) : JSDuckDBValueConverter(value, type, convert);
  };
  return reader.convertRowObjects<JS>(convert);
}
