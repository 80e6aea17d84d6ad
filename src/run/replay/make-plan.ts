import { mapCodes } from "../../analysis/encode/map-codes.ts";
import { decideSystems } from "../../analysis/encode/systems.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { parseShard } from "../../domain/shard.ts";
import { sendPolicy } from "../../sandbox/send-policy.ts";
import { type WrittenPlan, writePlan } from "../asking-plan/plan.ts";
import type { Inputs } from "../inputs.ts";
import { type LoadedRun, loadRun } from "../load-run.ts";
import { type RunFolder, removeDatabase } from "../run-folder.ts";

/** Who is to be asked what: the plans of the passes, the texts they point into, and the systems asked for. */
export interface Plan extends WrittenPlan {
  readonly documentsFile: string | null;
  readonly systems: readonly string[];
  readonly rows: LoadedRun["tables"]["rows"];
}

/**
 * Checks the dataset whole and writes the plan of a run, or of the `shard` of it, into the folder's spool. The database
 * that it takes is gone after: analysis builds its own.
 */
export async function makePlan(inputs: Inputs, folder: RunFolder, shard: string | null): Promise<Plan> {
  const { scenario } = inputs.loaded;
  const run = await loadRun(inputs, folder, "plan");
  try {
    const plan = await writePlan(
      run.store,
      {
        policy: sendPolicy(scenario.send),
        replay: scenario.replay,
        seed: scenario.seed,
        shard: shard === null ? null : parseShard(shard),
      },
      folder.spool,
    );
    await mapCodes(run.store, run.input.reference.role);
    const systems = await decideSystems(run.store, run.input);
    const { documentsFile, rows } = run.tables;
    return { ...plan, documentsFile, systems, rows };
  } finally {
    run.store.close();
    await removeDatabase(folder);
  }
}

/** The manifest of a run that is about to be asked: documents of an earlier analysis no longer speak for it. */
export function withRows(manifest: RunManifest, plan: Plan): RunManifest {
  const rows: Readonly<Record<string, number>> = plan.rows;
  const tables = manifest.tables.map((table) => ({ ...table, rows: rows[table.table] ?? null }));
  return { ...manifest, tables, encounters: plan.encounters, results_sha256: null, service_sha256: null };
}
