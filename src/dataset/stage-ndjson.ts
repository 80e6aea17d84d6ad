import { z } from "zod";
import { quotePath, quoteText } from "../store/quote-sql.ts";
import type { Store } from "../store/store.ts";
import { type FindingGroup, mostTold, showValue } from "./findings.ts";
import type { TableFile } from "./open-table.ts";
import { type StagedColumn, selectText, stagedName } from "./staged-columns.ts";

export interface StagedNdjson {
  readonly groups: readonly FindingGroup[];
  /** Every key of the file, in the order of their names. */
  readonly keys: readonly string[];
}

const rowSchema = z.object({ row: z.number(), value: z.string().nullable(), total: z.number() });
const keySchema = z.object({ key: z.string() });

function rawName(table: TableFile): string {
  return `raw_${table.table}`;
}

/** One line a row: no delimiter and no quote occurs in valid JSON text. Lines are numbered before empty ones go. */
function rawSql(table: TableFile): string {
  return `CREATE OR REPLACE TABLE ${rawName(table)} AS
    WITH numbered AS (
      SELECT row_number() OVER () AS "row", line
      FROM read_csv(${quotePath(table.file)}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '',
        nullstr = '', columns = {'line': 'VARCHAR'}, max_line_size = 16777216,
        new_line = '\\r\\n', strict_mode = false)
    )
    SELECT "row", line FROM numbered WHERE trim(line, ' \t\r') <> '';`;
}

function pathOf(name: string): string {
  return quoteText(`$."${name}"`);
}

/** A list may come as an array; everything else is the text of its value. */
function readCell({ name, cell }: StagedColumn): string {
  const text = `json_extract_string(line, ${pathOf(name)})`;
  const value =
    cell.kind === "list"
      ? `CASE WHEN json_type(line, ${pathOf(name)}) = 'ARRAY'
           THEN array_to_string(json_extract_string(line, ${quoteText(`$."${name}"[*]`)}), ' ') ELSE ${text} END`
      : text;
  return `nullif(${value}, '')`;
}

function typesRefused({ cell }: StagedColumn): string[] {
  if (cell.kind === "code") return ["BIGINT", "UBIGINT", "DOUBLE", "BOOLEAN", "ARRAY", "OBJECT"];
  if (cell.kind === "text") return ["DOUBLE", "ARRAY", "OBJECT"];
  return cell.kind === "list" ? ["OBJECT", "DOUBLE"] : ["ARRAY", "OBJECT"];
}

async function findRows(
  store: Store,
  table: TableFile,
  condition: string,
  value: string,
  describe: (value: string | null) => { message: string; hint?: string },
): Promise<FindingGroup[]> {
  const rows = await store.query(
    `SELECT "row", ${value} AS value, count(*) OVER () AS total FROM ${rawName(table)}
     WHERE ${condition} ORDER BY "row" LIMIT ${mostTold}`,
    rowSchema,
  );
  const findings = rows.map((row) => ({ row: row.row, ...describe(row.value) }));
  const total = rows[0]?.total ?? 0;
  return total === 0 ? [] : [{ table: table.table, total, findings, areLines: true }];
}

async function findBrokenLines(store: Store, table: TableFile): Promise<FindingGroup[]> {
  const condition =
    "NOT json_valid(line) OR (CASE WHEN json_valid(line) THEN json_type(line) END) <> 'OBJECT'";
  return await findRows(store, table, condition, "line", (line) => ({
    message: `the line is no JSON object: ${showValue(line ?? "")}`,
  }));
}

async function findDoubleKeys(store: Store, table: TableFile): Promise<FindingGroup[]> {
  const condition = "len(json_keys(line)) <> len(list_distinct(json_keys(line)))";
  return await findRows(store, table, condition, "NULL", () => ({
    message: "a key stands twice in this object",
  }));
}

async function findWrongTypes(store: Store, table: TableFile, column: StagedColumn): Promise<FindingGroup[]> {
  const types = typesRefused(column).map(quoteText).join(", ");
  const condition = `json_type(line, ${pathOf(column.name)}) IN (${types})`;
  return await findRows(store, table, condition, `json_extract(line, ${pathOf(column.name)})`, (value) => ({
    message: `${column.name} ${value ?? ""} is not text`.slice(0, 120),
    hint: "put it in quotes: as a number it loses its zeros",
  }));
}

async function findAllWrongTypes(store: Store, table: TableFile, columns: readonly StagedColumn[]) {
  const groups: FindingGroup[] = [];
  for (const column of columns) groups.push(...(await findWrongTypes(store, table, column)));
  return groups;
}

async function readKeys(store: Store, table: TableFile): Promise<string[]> {
  const rows = await store.query(
    `SELECT DISTINCT unnest(json_keys(line)) AS key FROM ${rawName(table)} ORDER BY key`,
    keySchema,
  );
  return rows.map((row) => row.key);
}

async function stageValid(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
): Promise<StagedNdjson> {
  const keys = await readKeys(store, table);
  const present = columns.filter((column) => keys.includes(column.name));
  const groups = [
    ...(await findDoubleKeys(store, table)),
    ...(await findAllWrongTypes(store, table, present)),
  ];
  await store.execute(
    `CREATE OR REPLACE TABLE ${stagedName(table.table)} AS
     SELECT "row", ${selectText(columns, keys, readCell)} FROM ${rawName(table)};
     DROP TABLE ${rawName(table)};`,
  );
  return { groups, keys };
}

/** Stages an NDJSON table as text, rows numbered by physical line; where a line is no object, only that is told. */
export async function stageNdjson(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
): Promise<StagedNdjson> {
  await store.execute(rawSql(table));
  const broken = await findBrokenLines(store, table);
  return broken.length > 0
    ? { groups: broken, keys: table.columns }
    : await stageValid(store, table, columns);
}
