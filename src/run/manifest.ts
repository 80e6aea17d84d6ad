import { relative, resolve } from "node:path";
import { engineVersions } from "../domain/engine-spec.ts";
import { type RunManifest, runManifestSchema, runManifestSchemaName } from "../domain/run-manifest.ts";
import { HarnessError, type Problem } from "../errors.ts";
import { stageDigests } from "../scenario/stage-digests.ts";
import type { Inputs } from "./inputs.ts";
import { exists, formatDocument, type RunFolder, readDocument, writeWhole } from "./run-folder.ts";
import { readToolVersion } from "./tool-version.ts";

/** The manifest of a run that is about to begin. */
export function newManifest(inputs: Inputs, folder: RunFolder, nodeVersion: string): RunManifest {
  const { loaded, inspection } = inputs;
  const { scenario } = loaded;
  return {
    schema: runManifestSchemaName,
    run: `${scenario.name}-${inputs.digest}`,
    tool_version: readToolVersion(),
    node_version: nodeVersion,
    scenario: {
      name: scenario.name,
      file: relative(resolve(folder.path), resolve(loaded.file)),
      sha256: loaded.sha256,
      stages: stageDigests(scenario),
    },
    dataset: {
      name: inspection.manifest.name,
      version: inspection.manifest.version,
      folder: relative(resolve(folder.path), inspection.folder),
    },
    tables: inputs.tables.map((table) => ({ ...table, rows: null })),
    engine: {
      kind: scenario.engine.kind,
      name: scenario.engine.name,
      version: [...engineVersions(scenario.engine)],
    },
    code_tables: [...inputs.engineFiles],
    library: [],
    seed: scenario.seed,
    status: "replaying",
    shard: null,
    responses: null,
    repeats: scenario.replay.repeats,
    cache: null,
    merged_from: [],
    exported: null,
    deliveries: [],
    results_sha256: null,
    service_sha256: null,
    encounters: null,
    gated_by: null,
    sessions: [],
  };
}

export function readManifest(folder: RunFolder): Promise<RunManifest> {
  return readDocument(folder.manifest, runManifestSchema, "run");
}

export async function findManifest(folder: RunFolder): Promise<RunManifest | null> {
  return (await exists(folder.manifest)) ? readManifest(folder) : null;
}

export async function writeManifest(folder: RunFolder, manifest: RunManifest): Promise<void> {
  await writeWhole(folder.manifest, formatDocument(manifest));
}

function compareFiles(then: readonly { name: string; sha256: string }[], now: typeof then): Problem[] {
  const before = new Map(then.map(({ name, sha256 }) => [name, sha256]));
  const after = new Map(now.map(({ name, sha256 }) => [name, sha256]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [old, current] = [before.get(name), after.get(name)];
    if (old === current) return [];
    const [was, is] = [old?.slice(0, 12) ?? "absent", current?.slice(0, 12) ?? "absent"];
    return [{ message: `${name} differs: it was ${was}, it is ${is}` }];
  });
}

function nameTables(tables: readonly { table: string; sha256: string }[]) {
  return tables.map(({ table, sha256 }) => ({ name: `table ${table}`, sha256 }));
}

/** What differs between the run in the folder and the inputs of now; `analysis` adds what only analysis reads. */
function differences(
  manifest: RunManifest,
  inputs: Inputs,
  stages: readonly ("replay" | "analysis")[],
): Problem[] {
  const now = stageDigests(inputs.loaded.scenario);
  const parts = {
    replay: "dataset, scope, systems, engine, send or seed",
    analysis: "reference, slices or systems",
  };
  const changed = stages
    .filter((stage) => manifest.scenario.stages[stage] !== now[stage])
    .map((stage) => ({ message: `the scenario differs: ${parts[stage]} changed since` }));
  return [
    ...changed,
    ...compareFiles(nameTables(manifest.tables), nameTables(inputs.tables)),
    ...compareFiles(manifest.code_tables, inputs.engineFiles),
  ];
}

/** Throws `digest-differs`, naming each difference, where the inputs are not those of the run in the folder. */
export function checkSameInputs(
  manifest: RunManifest,
  inputs: Inputs,
  stages: readonly ("replay" | "analysis")[] = ["replay"],
): void {
  const problems = differences(manifest, inputs, stages);
  if (problems.length === 0) return;
  throw new HarnessError("digest-differs", `run ${manifest.run} was made from other inputs`.slice(0, 120), {
    problems,
    hint: "restore what changed, or start a new run in another folder with --out",
  });
}
