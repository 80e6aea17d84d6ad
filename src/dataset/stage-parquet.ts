import { z } from "zod";
import { quoteName, quotePath } from "../store/quote-sql.ts";
import type { Store } from "../store/store.ts";
import type { FindingGroup } from "./findings.ts";
import type { TableFile } from "./open-table.ts";
import { type StagedColumn, selectText, stagedName } from "./staged-columns.ts";

const typeSchema = z.object({ column_name: z.string(), column_type: z.string() });

type Types = ReadonlyMap<string, string>;

async function readTypes(store: Store, table: TableFile): Promise<Types> {
  const rows = await store.query(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${quotePath(table.file)}))`,
    typeSchema,
  );
  return new Map(rows.map((row) => [row.column_name, row.column_type]));
}

function isFloating(type: string): boolean {
  return type === "DOUBLE" || type === "FLOAT" || type.startsWith("DECIMAL");
}

/** Whole numbers stored as floats and dates stored as midnights lose nothing when they are written as such. */
function readCell(types: Types, { name, cell }: StagedColumn): string {
  const column = quoteName(name);
  const type = types.get(name) ?? "VARCHAR";
  const text = `CAST(${column} AS VARCHAR)`;
  if (type.endsWith("[]")) return `nullif(array_to_string(${column}, ' '), '')`;
  if (cell.kind === "integer" && isFloating(type))
    return `CASE WHEN ${column} = trunc(${column}) THEN CAST(TRY_CAST(${column} AS BIGINT) AS VARCHAR) ELSE ${text} END`;
  if (cell.kind === "date" && type.startsWith("TIMESTAMP"))
    return `CASE WHEN ${column} = date_trunc('day', ${column}) THEN CAST(CAST(${column} AS DATE) AS VARCHAR) ELSE ${text} END`;
  return `nullif(${text}, '')`;
}

function findNumberedCodes(table: TableFile, types: Types, columns: readonly StagedColumn[]): FindingGroup[] {
  const wrong = columns.filter(
    ({ name, cell }) => cell.kind === "code" && types.has(name) && types.get(name) !== "VARCHAR",
  );
  return wrong.map(({ name }) => ({
    table: table.table,
    total: 1,
    areLines: false,
    findings: [
      {
        row: 0,
        message: `column ${name} is ${types.get(name)}, not text`,
        hint: "store codes as text: as numbers they lose their zeros",
      },
    ],
  }));
}

/** Stages a Parquet table as text, rows numbered from 1; returns what its column types make impossible. */
export async function stageParquet(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
): Promise<FindingGroup[]> {
  const types = await readTypes(store, table);
  const texts = selectText(columns, table.columns, (column) => readCell(types, column));
  await store.execute(
    `CREATE OR REPLACE TABLE ${stagedName(table.table)} AS SELECT file_row_number + 1 AS "row", ${texts}
     FROM read_parquet(${quotePath(table.file)}, file_row_number = true);`,
  );
  return findNumberedCodes(table, types, columns);
}
