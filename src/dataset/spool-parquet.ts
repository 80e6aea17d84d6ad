import { execFile } from "node:child_process";
import { execPath } from "node:process";
import { promisify } from "node:util";
import { quotePath, quoteText } from "../store/quote-sql.ts";
import { columnsOfFile } from "./table-contract.ts";

const run = promisify(execFile);

/** The whole program of the child: one SQL statement in a DuckDB of its own, its files for the owner's eyes only. */
const childProgram = `
  process.umask(0o077);
  const [duckdb, sql] = process.argv.slice(1);
  const { DuckDBInstance } = await import(duckdb);
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    threads: "1",
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
`;

function copySql(parquetFile: string, columns: readonly string[], spoolFile: string): string {
  const names = columnsOfFile("documents").map((column) => column.name);
  const texts = names
    .filter((name) => columns.includes(name))
    .map((name) => `CAST("${name}" AS VARCHAR) AS "${name}"`);
  return `COPY (SELECT ${texts.join(", ")} FROM read_parquet(${quotePath(parquetFile)})) TO ${quoteText(spoolFile)} (FORMAT json)`;
}

/**
 * Copies a Parquet file's documents to NDJSON in file order, in a child process: neither texts nor the memory to
 * read them enter this one.
 */
export async function spoolParquet(
  parquetFile: string,
  columns: readonly string[],
  spoolFile: string,
): Promise<void> {
  const duckdb = import.meta.resolve("@duckdb/node-api");
  const sql = copySql(parquetFile, columns, spoolFile);
  await run(execPath, ["--input-type=module", "--eval", childProgram, duckdb, sql]);
}
