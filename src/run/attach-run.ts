import { resolve } from "node:path";
import { readFrame } from "../analysis/frame/frame.ts";
import type { Frame } from "../domain/verdict.ts";
import { HarnessError } from "../errors.ts";
import { quoteText } from "../store/quote-sql.ts";
import { openStore, type Store } from "../store/store.ts";
import { exists, runFolder } from "./run-folder.ts";

const memoryLimitMb = 1100;

function refuseDatabase(folder: string, why: string): HarnessError {
  return new HarnessError("run-folder-invalid", `${why}: ${folder}`.slice(0, 120), {
    hint: `make it anew with \`shadowbench analyze ${folder}\``,
  });
}

function isSameFrame(a: Frame, b: Frame): boolean {
  return a.digest === b.digest && a.answers === b.answers && a.encounters === b.encounters;
}

async function attach(store: Store, database: string, folder: string): Promise<void> {
  try {
    await store.execute(`ATTACH ${quoteText(database)} AS run (READ_ONLY)`);
  } catch (cause) {
    throw new HarnessError("run-folder-invalid", `its database cannot be opened: ${folder}`.slice(0, 120), {
      hint: `is another command at work in it? Else make it anew with \`shadowbench analyze ${folder}\``,
      cause,
    });
  }
  await store.execute("SET search_path = 'memory,run'");
  await store.lock();
}

/**
 * Opens a finished run's database to be read beside tables of one's own in memory; the caller closes the store.
 * Throws `run-folder-invalid` where the database is missing, in use, or not the one that `frame`, of the run's
 * results, was made from.
 */
export async function attachRun(folder: string, frame: Frame | null): Promise<Store> {
  const { database, path } = runFolder(folder);
  if (!(await exists(database))) throw refuseDatabase(folder, "its database run.duckdb is missing");
  const store = await openStore({ file: ":memory:", allowedDirectories: [resolve(path)], memoryLimitMb });
  try {
    await attach(store, resolve(database), folder);
    const held = await readFrame(store);
    if (frame === null || !isSameFrame(held, frame))
      throw refuseDatabase(folder, "its database is not of its results");
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}
