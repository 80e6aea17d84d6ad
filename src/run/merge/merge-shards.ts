import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { HarnessError } from "../../errors.ts";
import { type LoadedScenario, loadScenario } from "../../scenario/load-scenario.ts";
import { decideShards } from "../asking-plan/plan.ts";
import { digestInputs, type Inputs, inspectInputs } from "../inputs.ts";
import { loadRun } from "../load-run.ts";
import { lockFolder } from "../lock-folder.ts";
import { checkSameInputs, writeManifest } from "../manifest.ts";
import { announce, type RunContext } from "../run-context.ts";
import { exists, type RunFolder, removeDatabase, runFolder } from "../run-folder.ts";
import { orderShards, refuseMerge, type ShardFolder } from "./check-shards.ts";
import { copyJournals, nameForGood } from "./copy-journals.ts";
import { mergedManifest } from "./merged-manifest.ts";
import { proveWhole } from "./prove-whole.ts";
import { readFolders } from "./shard-folder.ts";

export interface MergeOptions {
  /** The folder of the merged run, which must not be there yet; default `reports/<name>-<digest>`. */
  readonly out?: string | undefined;
  /** The scenario's file, where it does not lie where the shards say. */
  readonly scenario?: string | undefined;
}

/** The run that the shards became. `encounters` were each answered `repeats` times, and nothing else was. */
export interface MergeOutcome {
  readonly folder: string;
  readonly encounters: number;
  readonly repeats: number;
  readonly responses: number;
  readonly shards: RunManifest["merged_from"];
}

/** All that a merge leaves which was killed. */
const leftByMerge: ReadonlySet<string> = new Set([
  "run.lock",
  "journal.ndjson.part",
  "manifest.json.part",
  "run.duckdb",
  "run.duckdb.wal",
  "spool",
]);

async function refuseUsed(folder: RunFolder): Promise<void> {
  const names = await readdir(folder.path).catch(() => []);
  if (names.every((name) => leftByMerge.has(name))) return;
  throw new HarnessError("run-folder-invalid", `${folder.path} holds files already`.slice(-120), {
    hint: "name a new folder with --out: a merge writes over nothing",
  });
}

async function findScenario(shards: readonly ShardFolder[]): Promise<string> {
  for (const { folder, manifest } of shards) {
    const file = join(folder.path, manifest.scenario.file);
    if (await exists(file)) return file;
  }
  throw new HarnessError("run-folder-invalid", "the scenario of these shards is not where they say", {
    hint: "give the scenario's file with --scenario",
  });
}

async function openInputs(loaded: LoadedScenario, shards: readonly ShardFolder[], context: RunContext) {
  const inputs = await digestInputs(await inspectInputs(loaded, context.clock.now()));
  for (const { manifest } of shards.slice(0, 1)) checkSameInputs(manifest, inputs);
  return inputs;
}

function stopIfAsked({ signal }: RunContext): void {
  if (!signal.aborted) return;
  throw new HarnessError("run-interrupted", "stopped while the shards were merged; they are as they were", {
    hint: "start the same command again",
  });
}

/** Copies the journals and proves them whole against the dataset; only then the copy gets its name. */
async function mergeJournals(
  shards: readonly ShardFolder[],
  inputs: Inputs,
  folder: RunFolder,
  context: RunContext,
): Promise<RunManifest["merged_from"]> {
  const { scenario } = inputs.loaded;
  const draft = `${folder.journal}.part`;
  const { store } = await loadRun(inputs, folder);
  try {
    await decideShards(store, scenario.seed, shards.length);
    const merged = await copyJournals(shards, draft, store, () => stopIfAsked(context));
    refuseMerge(await proveWhole(store, scenario.replay.repeats, shards));
    await nameForGood(draft, folder.journal);
    return [...merged];
  } finally {
    store.close();
  }
}

async function removeMerge(folder: RunFolder, wasThere: boolean): Promise<void> {
  if (!wasThere) return rm(folder.path, { recursive: true, force: true });
  const files = [`${folder.journal}.part`, folder.journal, folder.manifest];
  await Promise.all(files.map((file) => rm(file, { force: true })));
}

async function mergeInto(
  folder: RunFolder,
  shards: readonly ShardFolder[],
  inputs: Inputs,
  context: RunContext,
): Promise<MergeOutcome> {
  const mergedFrom = await mergeJournals(shards, inputs, folder, context);
  const manifest = mergedManifest(inputs, folder, shards, mergedFrom);
  await writeManifest(folder, manifest);
  return {
    folder: folder.path,
    encounters: manifest.encounters ?? 0,
    repeats: manifest.repeats,
    responses: mergedFrom.reduce((sum, { responses }) => sum + responses, 0),
    shards: mergedFrom,
  };
}

/**
 * Makes one run of all its shards, given in any order: one journal and one manifest, to be analyzed like the run of
 * one machine. The shards are read only. Proves against the dataset that no encounter is missing, there twice,
 * foreign or in a wrong shard. Throws `shards-refused` and `run-incomplete` with every problem by name,
 * `digest-differs` for another dataset, `journal-damaged`, `run-folder-invalid` for a folder that is used.
 */
export async function mergeShards(
  paths: readonly string[],
  options: MergeOptions,
  context: RunContext,
): Promise<MergeOutcome> {
  const shards = orderShards(await readFolders(paths));
  announce(context, "load");
  const file = options.scenario ?? (await findScenario(shards));
  const inputs = await openInputs(await loadScenario(file), shards, context);
  const byDefault = join("reports", `${inputs.loaded.scenario.name}-${inputs.digest}`);
  const folder = runFolder(options.out ?? byDefault);
  await refuseUsed(folder);
  const wasThere = await exists(folder.path);
  const unlock = await lockFolder(folder);
  try {
    return await mergeInto(folder, shards, inputs, context);
  } catch (error) {
    await removeMerge(folder, wasThere);
    throw error;
  } finally {
    await removeDatabase(folder);
    await rm(folder.spool, { recursive: true, force: true });
    await unlock();
  }
}
