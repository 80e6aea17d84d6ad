import { resolve } from "node:path";
import type { AnalysisInput } from "../analysis/analysis-input.ts";
import { applyScope, type ScopeDrop } from "../analysis/scope/scope.ts";
import { type LoadedTables, loadTables } from "../dataset/load-tables.ts";
import type { DatasetManifest } from "../dataset/manifest.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Store } from "../store/store.ts";
import type { Inputs } from "./inputs.ts";
import { openRunStore, type StoreUse } from "./open-run-store.ts";
import { type RunFolder, removeDatabase } from "./run-folder.ts";

/** A run's database with the checked tables in it, the scope decided, and nothing asked of the engine yet. */
export interface LoadedRun {
  readonly store: Store;
  readonly tables: LoadedTables;
  readonly input: AnalysisInput;
  readonly drops: readonly ScopeDrop[];
}

/** How often each encounter is asked: a recorded engine is asked nothing, and has one answer. */
export function repeatsOf({ engine, replay }: Scenario): number {
  return engine.kind === "recorded" ? 1 : replay.repeats;
}

export function analysisInputOf(scenario: Scenario, manifest: DatasetManifest): AnalysisInput {
  return {
    include: scenario.include,
    exclude: scenario.exclude,
    systems: scenario.systems ?? null,
    reference: scenario.reference,
    slices: scenario.slices,
    benchmarks: scenario.gate?.benchmarks ?? [],
    automation: scenario.automation ?? null,
    isRecorded: scenario.engine.kind === "recorded",
    repeats: repeatsOf(scenario),
    dates: manifest.deidentification?.dates ?? "real",
    confidence: scenario.gate?.confidence ?? 0.95,
    seed: scenario.seed,
  };
}

async function loadInto(store: Store, inputs: Inputs, folder: RunFolder): Promise<LoadedRun> {
  const { inspection, engineTables, loaded } = inputs;
  const tables = await loadTables(store, {
    manifest: inspection.manifest,
    folder: inspection.folder,
    engineTables,
    spoolFolder: resolve(folder.spool),
  });
  const input = analysisInputOf(loaded.scenario, inspection.manifest);
  return { store, tables, input, drops: await applyScope(store, input) };
}

/**
 * Builds the run's database anew from the tables: it is derived, never repaired. Throws `data-invalid` for bad rows.
 * The caller closes the store.
 */
export async function loadRun(
  inputs: Inputs,
  folder: RunFolder,
  use: StoreUse = "analysis",
): Promise<LoadedRun> {
  await removeDatabase(folder);
  const store = await openRunStore(inputs, folder, use);
  try {
    return await loadInto(store, inputs, folder);
  } catch (error) {
    store.close();
    throw error;
  }
}
