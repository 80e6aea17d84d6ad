import { resolve } from "node:path";
import type { RunManifest } from "../../domain/run-manifest.ts";
import type { Problem } from "../../errors.ts";
import { isLocked } from "../lock-folder.ts";
import { findManifest } from "../manifest.ts";
import { type RunFolder, runFolder } from "../run-folder.ts";

/** A folder that was given to be merged, and the run or shard in it. */
export interface GivenFolder {
  readonly folder: RunFolder;
  readonly manifest: RunManifest;
}

/** What was given: the folders that hold a run, and what is wrong with the others. */
export interface GivenFolders {
  readonly given: readonly GivenFolder[];
  readonly problems: readonly Problem[];
}

async function readFolder(path: string): Promise<GivenFolder | Problem> {
  const folder = runFolder(path);
  const manifest = await findManifest(folder);
  if (manifest === null) return { message: `no run lies in ${resolve(path)}` };
  if (!(await isLocked(folder))) return { folder, manifest };
  return {
    message: `a process works in ${path}`,
    hint: `wait until it has ended; if there is no such process, remove ${folder.lock}`,
  };
}

/** Reads the manifests of the folders, in the order given. Throws `run-folder-invalid` for a broken manifest. */
export async function readFolders(paths: readonly string[]): Promise<GivenFolders> {
  const read = await Promise.all(paths.map(readFolder));
  return {
    given: read.flatMap((found) => ("manifest" in found ? [found] : [])),
    problems: read.flatMap((found) => ("manifest" in found ? [] : [found])),
  };
}
