import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement } from "@duckdb/node-api";
import type { z } from "zod";
import { type AppendValue, appendRows } from "./append-rows.ts";
import { readDiskFailure } from "./disk-failure.ts";
import { checkParametersUsed, type Parameters, parametersOf } from "./parameters.ts";
import { quoteText } from "./quote-sql.ts";
import { readRows } from "./read-rows.ts";
import { sqlFileOf } from "./read-sql.ts";

export interface StoreOptions {
  /** A database file, or `:memory:`. One process holds a file at a time. */
  readonly file: string;
  /** The only folders that SQL may read and write. */
  readonly allowedDirectories: readonly string[];
  /** DuckDB's own limit; plan for 250 MB more of resident memory. */
  readonly memoryLimitMb?: number;
  readonly threads?: number;
  readonly tempDirectory?: string;
  /** Gives freed memory back to the system at once, for some speed. */
  readonly isFrugal?: boolean;
}

/**
 * A DuckDB database with named parameters and typed rows. A failed statement throws with its SQL and its file; where the
 * disk or the memory refused, `run-folder-invalid`.
 */
export interface Store {
  /** Runs one or several statements in order; each is given the parameters it names. */
  readonly execute: (sql: string, parameters?: Parameters) => Promise<void>;
  /** Rows of one statement. BIGINT comes as number (an error beyond 2^53), HUGEINT as bigint, NULL as null. */
  readonly query: <Schema extends z.ZodType>(
    sql: string,
    rowSchema: Schema,
    parameters?: Parameters,
  ) => Promise<z.output<Schema>[]>;
  /** Adds rows in bulk; columns of the table that are not named take their default. */
  readonly append: (
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly AppendValue[]>,
  ) => Promise<void>;
  /** After the load: no file is read or written any more, no setting changed. */
  readonly lock: () => Promise<void>;
  readonly close: () => void;
}

const frugalSettings = {
  allocator_flush_threshold: "1MB",
  allocator_bulk_deallocation_flush_threshold: "1MB",
};

function optionsOf(options: StoreOptions): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    ...(options.memoryLimitMb === undefined ? {} : { memory_limit: `${options.memoryLimitMb}MB` }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.tempDirectory === undefined ? {} : { temp_directory: options.tempDirectory }),
    ...(options.isFrugal === true ? frugalSettings : {}),
  };
}

function describeFailure(sql: string, cause: unknown): Error {
  const file = sqlFileOf(sql);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${file ?? "SQL"} failed: ${reason}\n--- SQL ---\n${sql}`, { cause });
}

async function failWithSql<Result>(sql: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw readDiskFailure(cause) ?? describeFailure(sql, cause);
  }
}

async function failOfDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw readDiskFailure(cause) ?? cause;
  }
}

function bind(statement: DuckDBPreparedStatement, parameters: Parameters): string[] {
  const named = parametersOf(statement, parameters);
  if (Object.keys(named).length > 0) statement.bind(named);
  return Object.keys(named);
}

async function executeAll(connection: DuckDBConnection, sql: string, parameters: Parameters): Promise<void> {
  const statements = await connection.extractStatements(sql);
  const used: string[] = [];
  for (let index = 0; index < statements.count; index++) {
    const statement = await statements.prepare(index);
    used.push(...bind(statement, parameters));
    await statement.run();
    statement.destroySync();
  }
  checkParametersUsed(parameters, used);
}

async function queryRows(connection: DuckDBConnection, sql: string, parameters: Parameters) {
  const statement = await connection.prepare(sql);
  checkParametersUsed(parameters, bind(statement, parameters));
  const reader = await statement.runAndReadAll();
  statement.destroySync();
  return await readRows(reader);
}

function storeOf(instance: DuckDBInstance, connection: DuckDBConnection): Store {
  const execute: Store["execute"] = (sql, parameters = {}) =>
    failWithSql(sql, () => executeAll(connection, sql, parameters));
  return {
    execute,
    query: (sql, rowSchema, parameters = {}) =>
      failWithSql(sql, async () => rowSchema.array().parse(await queryRows(connection, sql, parameters))),
    append: (table, columns, rows) => failOfDisk(() => appendRows(connection, table, columns, rows)),
    lock: () => execute("SET enable_external_access = false; SET lock_configuration = true;"),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Opens DuckDB with extensions neither installed nor loaded on demand, times in UTC, and file access
 * limited to `allowedDirectories`. Loads the native library on the first call.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await failOfDisk(() => DuckDBInstance.create(options.file, optionsOf(options)));
  const store = storeOf(instance, await instance.connect());
  const directories = options.allowedDirectories.map(quoteText).join(", ");
  await store.execute(`SET allowed_directories = [${directories}]; SET TimeZone = 'UTC';`);
  return store;
}
