import { resolve } from "node:path";
import { quoteName, quoteText } from "../../store/quote-sql.ts";
import { openStore, type Store } from "../../store/store.ts";
import { type FinishedRun, identityOf, refuseUnanalyzed } from "../finished-run.ts";
import { exists } from "../run-folder.ts";
import { readIdentity } from "../run-identity.ts";

/** DuckDB's own limit; its resident memory is up to 250 MB more. */
const memoryLimitMb = 1100;

/**
 * Makes the database of a finished run known to a store as `<name>`, to read. Throws `run-folder-invalid` where it is
 * missing, is being written, or is not the one that results.json was made with.
 */
export async function attachFinishedRun(store: Store, run: FinishedRun, name: string): Promise<void> {
  const { folder } = run;
  if (!(await exists(folder.database))) throw refuseUnanalyzed(folder, "the run's database is gone");
  const file = quoteText(resolve(folder.database));
  await store.execute(`ATTACH ${file} AS ${quoteName(name)} (READ_ONLY)`).catch((cause: unknown) => {
    throw refuseUnanalyzed(folder, "the run's database cannot be read", cause);
  });
  if ((await readIdentity(store, name)) !== identityOf(run))
    throw refuseUnanalyzed(folder, "the run's database is not that of its results");
}

/**
 * Opens the databases of finished runs together, only to read, in a store that lives in memory and spills into
 * `spool`. `names` are those by which the store knows them. The store may touch no other file. The tables of `bare`, where it
 * is given, need no name before theirs, after the store's own. The caller closes it.
 */
export async function openFinishedRuns(
  runs: readonly (readonly [name: string, run: FinishedRun])[],
  spool: string,
  bare: string | null = null,
): Promise<Store> {
  const store = await openStore({
    file: ":memory:",
    allowedDirectories: [...runs.map(([, { folder }]) => resolve(folder.path)), resolve(spool)],
    memoryLimitMb,
    tempDirectory: resolve(spool),
  });
  try {
    for (const [name, run] of runs) await attachFinishedRun(store, run, name);
    if (bare !== null) await store.execute(`SET search_path = ${quoteText(`memory,${bare}`)}`);
    await store.lock();
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}
