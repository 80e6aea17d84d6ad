import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { RunManifest } from "../domain/run-manifest.ts";
import { formatShard } from "../domain/shard.ts";
import { HarnessError } from "../errors.ts";
import { findLibrary } from "../library/find-library.ts";
import { type LoadedScenario, loadScenario } from "../scenario/load-scenario.ts";
import { digestInputs, type Inputs, inspectInputs } from "./inputs.ts";
import { findManifest, readManifest } from "./manifest.ts";
import type { RunContext, RunOptions } from "./run-context.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";
import { readShard } from "./shard-rules.ts";

/** What a command was pointed at: the inputs, the run's folder, and the run that lies there, if any. */
export interface Target {
  readonly inputs: Inputs;
  readonly folder: RunFolder;
  readonly manifest: RunManifest | null;
  /** `i/n` where only a part of the encounters is asked about, else null. */
  readonly shard: string | null;
  /** The code library's file, or null where there is none. */
  readonly library: string | null;
}

async function isRunFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found !== null) return found.isDirectory();
  throw new HarnessError("file-unreadable", `no run folder or scenario at ${path}`.slice(0, 120), {
    hint: "check the path; `shadowbench init <folder>` writes a scenario to start from",
  });
}

async function loadFromFolder(path: string): Promise<LoadedScenario> {
  const manifest = await readManifest(runFolder(path));
  const file = join(path, manifest.scenario.file);
  return loadScenario(file).catch((cause: unknown) => {
    if (!(cause instanceof HarnessError) || cause.code !== "file-unreadable") throw cause;
    throw new HarnessError("run-folder-invalid", `the scenario of this run is gone: ${file}`.slice(-120), {
      hint: "give the scenario's file and --out with this folder",
      cause,
    });
  });
}

/** Resolves a scenario file, or a run folder, into inputs and folder. Digests every table. */
export async function openTarget(path: string, options: RunOptions, context: RunContext): Promise<Target> {
  const isFolder = await isRunFolder(path);
  const loaded = isFolder ? await loadFromFolder(path) : await loadScenario(path);
  const inputs = await digestInputs(await inspectInputs(loaded, context.clock.now()));
  const shard = readShard(options);
  const part = shard === null ? "" : `-shard-${shard.index}-of-${shard.count}`;
  const byDefault = join("reports", `${loaded.scenario.name}-${inputs.digest}${part}`);
  const folder = runFolder(options.out ?? (isFolder ? path : byDefault));
  const library = findLibrary(options, context.environment);
  const manifest = await findManifest(folder);
  const whole = manifest?.shard ?? null;
  return { inputs, folder, manifest, library, shard: shard === null ? whole : formatShard(shard) };
}

/** The run that lies in the folder, or `run-folder-invalid` where there is none. */
export function requireRun({ folder, manifest }: Target): RunManifest {
  if (manifest !== null) return manifest;
  throw new HarnessError("run-folder-invalid", `no run lies in ${resolve(folder.path)}`.slice(-120), {
    hint: "run `shadowbench replay` first, or name the run's folder",
  });
}

/** What a person types to go on with a run, or a shard, that was stopped. */
export function describeResume({
  folder,
  inputs,
  shard,
}: Pick<Target, "folder" | "inputs" | "shard">): string {
  const command = shard === null ? "run" : "replay";
  const part = shard === null ? "" : ` --shard ${shard}`;
  return `go on with: shadowbench ${command} ${inputs.loaded.file}${part} --resume --out ${folder.path}`;
}
