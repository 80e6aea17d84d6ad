import { resolve } from "node:path";
import { type Results, resultsSchema } from "../domain/results.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import { HarnessError } from "../errors.ts";
import { readManifest } from "./manifest.ts";
import { exists, type RunFolder, readDocument, runFolder } from "./run-folder.ts";
import { identifyRun } from "./run-identity.ts";
import { refuseShard } from "./shard-rules.ts";

/** An analyzed run as it lies in its folder; `results` are those that the manifest tells of. */
export interface FinishedRun {
  readonly folder: RunFolder;
  readonly manifest: RunManifest;
  readonly results: Results;
}

/** Says that a run must be analyzed anew before others can be held against it. */
export function refuseUnanalyzed({ path }: RunFolder, why: string, cause?: unknown): HarnessError {
  return new HarnessError("run-folder-invalid", `${why}: ${path}`.slice(0, 120), {
    hint: `run \`shadowbench analyze ${path}\` first`,
    cause,
  });
}

/** Reads manifest and results of a run folder. Throws `run-folder-invalid` where it holds no analyzed run. */
export async function readFinishedRun(path: string): Promise<FinishedRun> {
  const folder = runFolder(path);
  if (!(await exists(folder.manifest)))
    throw new HarnessError("run-folder-invalid", `no run lies in ${resolve(path)}`.slice(0, 120), {
      hint: "name the folder that `shadowbench run` wrote",
    });
  const manifest = await readManifest(folder);
  refuseShard(manifest);
  const { results_sha256: sha256 } = manifest;
  if (sha256 === null || !(await exists(folder.results)))
    throw refuseUnanalyzed(folder, "the run was not analyzed yet");
  return { folder, manifest, results: await readDocument(folder.results, resultsSchema, "analyze", sha256) };
}

/** The digest that the run's database must hold to be the one of its results. */
export function identityOf({ manifest, results }: FinishedRun): string {
  return identifyRun({
    stages: manifest.scenario.stages,
    tables: manifest.tables,
    engineFiles: manifest.code_tables,
    library: manifest.library,
    toolVersion: results.run.tool_version,
    frame: results.run.frame,
  });
}
