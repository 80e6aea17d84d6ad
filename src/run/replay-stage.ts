import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mapCodes } from "../analysis/encode/map-codes.ts";
import { decideSystems } from "../analysis/encode/systems.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import { runtimeVersion } from "../effects.ts";
import { isLiveEngine, type LiveEngineSpec, openEngine } from "../engine/open-engine.ts";
import { HarnessError } from "../errors.ts";
import { type Journal, openJournal } from "../replay/journal.ts";
import { type ReplayOutcome, replayBatch } from "../replay/replay.ts";
import { sendPolicy } from "../sandbox/send-policy.ts";
import { openEngineLog } from "./engine-log.ts";
import type { Inputs } from "./inputs.ts";
import { type LoadedRun, loadRun } from "./load-run.ts";
import { checkSameInputs, newManifest, writeManifest } from "./manifest.ts";
import { writePlan } from "./plan.ts";
import { readPlannedEncounters } from "./planned-encounters.ts";
import { announce, type RunContext, type RunOptions } from "./run-context.ts";
import type { RunFolder } from "./run-folder.ts";
import { describeResume, type Target } from "./target.ts";

interface Plan {
  readonly planFile: string;
  readonly documentsFile: string | null;
  readonly systems: readonly string[];
  readonly encounters: number;
  readonly rows: LoadedRun["tables"]["rows"];
}

/** All that a run leaves which was killed before it had its manifest. */
const leftBeforeManifest: ReadonlySet<string> = new Set(["run.lock", "manifest.json.part"]);

/** A folder with files but no manifest is somebody else's: nothing in it is touched. */
async function refuseForeignFolder(folder: RunFolder): Promise<void> {
  const names = await readdir(folder.path).catch(() => []);
  if (names.every((name) => leftBeforeManifest.has(name))) return;
  throw new HarnessError("run-folder-invalid", `${folder.path} holds files, but no run`.slice(0, 120), {
    hint: "name a new folder with --out; if a run lay here, restore its manifest.json",
  });
}

/** Refuses a folder that is no run's, and one whose answers a live engine would be asked for again. */
export async function refuseExisting(target: Target, options: RunOptions): Promise<void> {
  const { folder, inputs, manifest } = target;
  if (manifest === null) return refuseForeignFolder(folder);
  if (options.resume || !isLiveEngine(inputs.loaded.scenario.engine)) return;
  throw new HarnessError("run-folder-invalid", `a run lies in ${folder.path} already`.slice(0, 120), {
    hint: "go on in it with --resume, or name another folder with --out",
  });
}

function interrupted(target: Target, outcome: ReplayOutcome): HarnessError {
  const message = `stopped after ${outcome.finished} responses in this session; nothing is lost`;
  return new HarnessError("run-interrupted", message, { hint: describeResume(target) });
}

/** The same encounter of the same run has the same request_id, in every attempt and every session. */
function requestIdOf(run: string): (encounterId: string) => string {
  return (encounterId) => createHash("md5").update(`${run}|${encounterId}`).digest("hex");
}

async function makePlan(inputs: Inputs, folder: RunFolder): Promise<Plan> {
  const run = await loadRun(inputs, folder);
  try {
    const planFile = join(folder.spool, "plan.ndjson");
    const encounters = await writePlan(run.store, sendPolicy(inputs.loaded.scenario.send), planFile);
    await mapCodes(run.store, run.input.reference.role);
    const systems = await decideSystems(run.store, run.input);
    const { documentsFile, rows } = run.tables;
    return { planFile, documentsFile, systems, encounters, rows };
  } finally {
    run.store.close();
  }
}

async function askEngine(
  spec: LiveEngineSpec,
  plan: Plan,
  journal: Journal,
  target: Target,
  manifest: RunManifest,
  context: RunContext,
): Promise<ReplayOutcome> {
  const { scenario, folder: scenarioFolder } = target.inputs.loaded;
  const policy = sendPolicy(scenario.send);
  const log = openEngineLog(target.folder.log);
  const { clock, environment, random, signal } = context;
  const before = journal.answered.size;
  const engine = await openEngine(spec, { folder: scenarioFolder, environment, log: log.write, clock });
  try {
    return await replayBatch({
      encounters: readPlannedEncounters({ ...plan, policy, answered: journal.answered }),
      engine,
      journal,
      spec: scenario.replay,
      systems: plan.systems,
      requestId: requestIdOf(manifest.run),
      clock,
      random,
      signal,
      onProgress: ({ finished, failed, retries }) =>
        context.onProgress({
          stage: "replay",
          done: before + finished,
          total: plan.encounters,
          failed,
          retries,
        }),
    });
  } finally {
    await engine.close();
    await log.close();
  }
}

/** The manifest of a run that is about to be asked: documents of an earlier analysis no longer speak for it. */
function withRows(manifest: RunManifest, plan: Plan): RunManifest {
  const rows: Readonly<Record<string, number>> = plan.rows;
  const tables = manifest.tables.map((table) => ({ ...table, rows: rows[table.table] ?? null }));
  return { ...manifest, tables, encounters: plan.encounters, results_sha256: null, service_sha256: null };
}

async function replayLive(
  spec: LiveEngineSpec,
  target: Target,
  manifest: RunManifest,
  context: RunContext,
): Promise<RunManifest> {
  const { folder } = target;
  await writeManifest(folder, manifest);
  const plan = await makePlan(target.inputs, folder);
  const planned = withRows(manifest, plan);
  await writeManifest(folder, planned);
  const journal = await openJournal(folder.journal);
  if (journal.cutBytes > 0)
    context.logger.warn(`a torn last line of ${journal.cutBytes} bytes was cut off the journal`);
  const startedAt = context.clock.now().toISOString();
  const startedMs = context.clock.monotonicMs();
  const outcome = await askEngine(spec, plan, journal, target, manifest, context).finally(journal.close);
  const session = {
    started_at: startedAt,
    finished_at: context.clock.now().toISOString(),
    asked: outcome.asked,
    replay_ms: Math.round(context.clock.monotonicMs() - startedMs),
  };
  const status = outcome.interrupted ? "interrupted" : "replayed";
  const done: RunManifest = { ...planned, status, sessions: [...planned.sessions, session] };
  await writeManifest(folder, done);
  if (outcome.interrupted) throw interrupted(target, outcome);
  return done;
}

/** A recorded run begins once, in a session that asks nothing: looks at the same encounters are told apart by when. */
function beginRecorded(manifest: RunManifest, { clock }: RunContext): RunManifest {
  if (manifest.sessions.length > 0) return manifest;
  const now = clock.now().toISOString();
  return { ...manifest, sessions: [{ started_at: now, finished_at: now, asked: 0, replay_ms: null }] };
}

/**
 * Asks the engine whatever the run lacks. The dataset is checked whole before the first request; a recorded engine
 * is not asked, and its tables are checked when they are analyzed. Returns the manifest as it stands after.
 * Throws `run-interrupted` with the command to go on.
 */
export async function replayStage(target: Target, context: RunContext): Promise<RunManifest> {
  const { inputs, folder } = target;
  const spec = inputs.loaded.scenario.engine;
  if (target.manifest !== null) checkSameInputs(target.manifest, inputs);
  announce(context, "load");
  const manifest = target.manifest ?? newManifest(inputs, folder, runtimeVersion);
  if (!isLiveEngine(spec)) {
    const replayed: RunManifest = { ...beginRecorded(manifest, context), status: "replayed" };
    await writeManifest(folder, replayed);
    return replayed;
  }
  return replayLive(spec, target, manifest, context);
}
