import { chmod } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { openStore, type Store, type StoreOptions } from "../store/store.ts";
import type { Inputs } from "./inputs.ts";
import { makeFolder, type RunFolder } from "./run-folder.ts";

/** What the database is opened for: the plan of a replay, which has little memory, or the analysis. */
export type StoreUse = "plan" | "analysis";

/** What each column of the encounters takes while they are loaded, in MB: 0.77 was enough for 300 columns. */
const planColumnMb = 1;

/**
 * DuckDB's own limit; its resident memory is up to 250 MB more. A plan of any length is made with less than 400 MB of
 * the whole process, whatever the number of processors.
 */
function sizeFor(
  use: StoreUse,
  columns: number,
): Pick<StoreOptions, "memoryLimitMb" | "threads" | "isFrugal"> {
  if (use === "analysis") return { memoryLimitMb: 1100 };
  return { memoryLimitMb: 64 + columns * planColumnMb, threads: 1, isFrugal: true };
}

function foldersOf(
  inputs: Pick<Inputs, "inspection" | "engineTables">,
  folder: RunFolder,
): readonly string[] {
  const files = inputs.inspection.tables.map(({ file }) => dirname(file));
  return [...new Set([inputs.inspection.folder, ...files, folder.path].map((path) => resolve(path)))];
}

/** Opens the run's database, its owner's alone, with access to the folders of the tables and of the run only. */
export async function openRunStore(
  inputs: Pick<Inputs, "inspection" | "engineTables">,
  folder: RunFolder,
  use: StoreUse = "analysis",
): Promise<Store> {
  await makeFolder(folder.spool);
  const store = await openStore({
    file: folder.database,
    allowedDirectories: foldersOf(inputs, folder),
    ...sizeFor(use, inputs.inspection.encounterColumns.length),
    tempDirectory: resolve(folder.spool),
  });
  await chmod(folder.database, 0o600);
  return store;
}
