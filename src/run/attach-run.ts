import type { Store } from "../store/store.ts";
import { openFinishedRuns } from "./compare/open-finished-runs.ts";
import type { FinishedRun } from "./finished-run.ts";

/**
 * Opens a finished run's database to be read beside tables of one's own in memory, both under bare names; the caller
 * closes the store. Throws `run-folder-invalid` where the database is missing, in use, or not that of its results.
 */
export function attachRun(run: FinishedRun): Promise<Store> {
  return openFinishedRuns([["run", run]], run.folder.spool, "run");
}
