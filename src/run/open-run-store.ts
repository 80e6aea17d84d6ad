import { chmod } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { openStore, type Store } from "../store/store.ts";
import type { Inputs } from "./inputs.ts";
import { makeFolder, type RunFolder } from "./run-folder.ts";

/** DuckDB's own limit; its resident memory is up to 250 MB more. */
const memoryLimitMb = 1100;

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
): Promise<Store> {
  await makeFolder(folder.spool);
  const store = await openStore({
    file: folder.database,
    allowedDirectories: foldersOf(inputs, folder),
    memoryLimitMb,
    tempDirectory: resolve(folder.spool),
  });
  await chmod(folder.database, 0o600);
  return store;
}
