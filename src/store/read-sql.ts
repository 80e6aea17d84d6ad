import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const filesBySql = new Map<string, string>();

/** The text of a .sql file that lies beside its module: `readSql(new URL("./query.sql", import.meta.url))`. */
export function readSql(url: URL): string {
  const file = fileURLToPath(url);
  const sql = readFileSync(file, "utf8");
  filesBySql.set(sql, basename(file));
  return sql;
}

/** The name of the file a text was read from, or null where it was not read by `readSql`. */
export function sqlFileOf(sql: string): string | null {
  return filesBySql.get(sql) ?? null;
}
