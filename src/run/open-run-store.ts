import { chmod } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { openStore, type Store, type StoreOptions } from "../store/store.ts";
import type { Inputs } from "./inputs.ts";
import { makeFolder, type RunFolder } from "./run-folder.ts";

/** What the database is opened for: the plan of a replay, which has little memory, or the analysis. */
export type StoreUse = "plan" | "analysis";

type Tables = Pick<Inputs, "inspection" | "engineTables">;

/** What each column of the encounters takes while they are loaded, in MB: 0.77 was enough for 300 columns. */
const planColumnMb = 1;
/** Lines of NDJSON are read through a buffer of 256 MB, and Parquet a group of rows at a time. */
const otherFormatsMb = 600;
const csvFile = /\.csv(\.gz)?$/i;

/**
 * DuckDB's own limit; its resident memory is up to 250 MB more. A plan of any length is made with about 400 MB of the
 * whole process where the tables are CSV and have few columns, whatever the number of processors.
 */
function sizeFor(
  use: StoreUse,
  { inspection }: Tables,
): Pick<StoreOptions, "memoryLimitMb" | "threads" | "isFrugal"> {
  if (use === "analysis") return { memoryLimitMb: 1100 };
  const loaded = inspection.tables.filter(({ table }) => table !== "documents");
  const csvMb = 64 + inspection.encounterColumns.length * planColumnMb;
  const memoryLimitMb = loaded.every(({ file }) => csvFile.test(file))
    ? csvMb
    : Math.max(csvMb, otherFormatsMb);
  return { memoryLimitMb, threads: 1, isFrugal: true };
}

function foldersOf(inputs: Tables, folder: RunFolder): readonly string[] {
  const files = inputs.inspection.tables.map(({ file }) => dirname(file));
  return [...new Set([inputs.inspection.folder, ...files, folder.path].map((path) => resolve(path)))];
}

/** Opens the run's database, its owner's alone, with access to the folders of the tables and of the run only. */
export async function openRunStore(
  inputs: Tables,
  folder: RunFolder,
  use: StoreUse = "analysis",
): Promise<Store> {
  await makeFolder(folder.spool);
  const store = await openStore({
    file: folder.database,
    allowedDirectories: foldersOf(inputs, folder),
    ...sizeFor(use, inputs),
    tempDirectory: resolve(folder.spool),
  });
  await chmod(folder.database, 0o600);
  return store;
}
