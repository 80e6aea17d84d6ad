import { resolve } from "node:path";
import { openStore, type Store } from "../store/store.ts";
import { attachFinishedRun } from "./compare/open-finished-runs.ts";
import type { FinishedRun } from "./finished-run.ts";

const memoryLimitMb = 1100;

/**
 * Opens a finished run's database to be read beside tables of one's own in memory, both under bare names; the caller
 * closes the store. Throws `run-folder-invalid` where the database is missing, in use, or not that of its results.
 */
export async function attachRun(run: FinishedRun): Promise<Store> {
  const { path, spool } = run.folder;
  const store = await openStore({
    file: ":memory:",
    allowedDirectories: [resolve(path)],
    memoryLimitMb,
    tempDirectory: resolve(spool),
  });
  try {
    await attachFinishedRun(store, run, "run");
    await store.execute("SET search_path = 'memory,run'");
    await store.lock();
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}
