import { existsSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { HarnessError } from "../errors.ts";
import { quoteText } from "../store/quote-sql.ts";
import { readSql } from "../store/read-sql.ts";
import { openStore, type Store } from "../store/store.ts";

const evidenceSql = readSql(new URL("./evidence-tables.sql", import.meta.url));
const countTablesSql = readSql(new URL("./count-tables.sql", import.meta.url));
const schemaName = "shadowbench.library/1";
const tableCount = z.strictObject({ tables: z.number(), schemas: z.number() });
const schemaRow = z.strictObject({ schema: z.string(), is_stale: z.boolean() });

/** DuckDB's own limit while tables are derived. */
const memoryLimitMb = 1000;

function describeFailure(file: string, cause: unknown): HarnessError {
  const isHeld = cause instanceof Error && /(set|conflicting) lock/i.test(cause.message);
  return isHeld
    ? new HarnessError("file-unreadable", "another program has the code library open", {
        where: { file },
        hint: "one writes at a time: wait until it is done",
        cause,
      })
    : new HarnessError("file-unreadable", "this is no code library, or it is damaged", {
        where: { file },
        hint: "give the path of a library, or remove the file and add its tables anew",
        cause,
      });
}

async function opening<Result>(file: string, open: () => Promise<Result>): Promise<Result> {
  try {
    return await open();
  } catch (cause) {
    throw cause instanceof HarnessError ? cause : describeFailure(file, cause);
  }
}

/** Whether the tables must be derived first. Throws `file-unreadable` for a library of another version. */
async function checkSchema(store: Store, file: string, sql: string): Promise<boolean> {
  const rows = await store.query(sql, schemaRow);
  if (rows.length === 1 && rows[0]?.schema === schemaName) return rows[0].is_stale;
  throw new HarnessError("file-unreadable", "the code library was made by another version", {
    where: { file },
    hint: "remove the file and add its tables anew",
  });
}

async function prepare(store: Store, file: string): Promise<void> {
  const [count] = await store.query(countTablesSql, tableCount);
  if (count?.tables === 0) {
    await store.execute(evidenceSql);
    await store.execute("INSERT INTO library_schema VALUES ($schema, true)", { schema: schemaName });
  } else if (count?.schemas === 0) {
    throw describeFailure(file, null);
  }
  await checkSchema(store, file, "SELECT schema, is_stale FROM library_schema ORDER BY schema");
}

async function makeFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) await mkdir(folder, { recursive: true, mode: 0o700 });
}

/**
 * Opens a library to change it, and makes an empty one where none is; the file is its owner's alone. One process at
 * a time. Throws `file-unreadable`. The caller closes the store.
 */
export async function openLibrary(file: string): Promise<Store> {
  const folder = dirname(resolve(file));
  await opening(file, () => makeFolder(folder));
  const store = await opening(file, () => openStore({ file, allowedDirectories: [folder], memoryLimitMb }));
  try {
    await chmod(file, 0o600);
    await prepare(store, file);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Makes a library's tables known to a store as `library_file.<table>`, to read. Throws `file-unreadable`. */
export async function attachReadOnly(store: Store, file: string): Promise<void> {
  await opening(file, () => store.execute(`ATTACH ${quoteText(resolve(file))} AS library_file (READ_ONLY)`));
  const sql = "SELECT schema, is_stale FROM library_file.library_schema ORDER BY schema";
  const isStale = await opening(file, () => checkSchema(store, file, sql));
  if (!isStale) return;
  throw new HarnessError("file-unreadable", "the code library was left half-derived", {
    where: { file },
    hint: "any `shadowbench codeset add` mends it, also of a file that it has already",
  });
}

/** Opens a library only to read it, as the tables of a store in memory. The caller closes the store. */
export async function openLibraryToRead(file: string): Promise<Store> {
  const store = await openStore({ file: ":memory:", allowedDirectories: [dirname(resolve(file))] });
  try {
    await attachReadOnly(store, file);
    await store.execute("USE library_file");
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}
