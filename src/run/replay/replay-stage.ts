import { readdir } from "node:fs/promises";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { runtimeVersion } from "../../effects.ts";
import { isLiveEngine, type LiveEngineSpec } from "../../engine/open-engine.ts";
import { HarnessError } from "../../errors.ts";
import { openJournal } from "../../replay/journal/journal.ts";
import { warnOfLines } from "../answers/warn-of-lines.ts";
import { exportStage } from "../files/export-stage.ts";
import { checkSameInputs, newManifest, writeManifest } from "../manifest.ts";
import { requestIdOf } from "../request-id.ts";
import { announce, type RunContext, type RunOptions } from "../run-context.ts";
import type { RunFolder } from "../run-folder.ts";
import type { Target } from "../target.ts";
import { type AskOutcome, type AskRequest, askEngine, isAllAnswered } from "./ask-engine.ts";
import { describeCounts } from "./describe-counts.ts";
import { makePlan, withRows } from "./make-plan.ts";
import { describeEnd } from "./session-end.ts";

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

function addCache(before: RunManifest["cache"], now: RunManifest["cache"]): RunManifest["cache"] {
  if (before === null || now === null) return now ?? before;
  return { ...now, hits: before.hits + now.hits, stored: before.stored + now.stored };
}

type Session = RunManifest["sessions"][number];

function withSession(manifest: RunManifest, session: Session): RunManifest {
  return { ...manifest, sessions: [...manifest.sessions, session] };
}

/** A session as it stands in the manifest while it asks, and for good where it is killed or fails with an error. */
function beginSession({ clock }: RunContext): Session {
  const startedAt = clock.now().toISOString();
  return {
    started_at: startedAt,
    finished_at: null,
    asked: 0,
    replay_ms: null,
    ended: "interrupted",
    shard: null,
  };
}

/** The manifest after a session. */
function endSession(
  planned: RunManifest,
  begun: Session,
  startedMs: number,
  outcome: AskOutcome,
  { clock }: RunContext,
): RunManifest {
  const { asked, ended } = outcome;
  const finishedAt = clock.now().toISOString();
  const session = {
    ...begun,
    finished_at: finishedAt,
    asked,
    replay_ms: Math.round(clock.monotonicMs() - startedMs),
    ended,
  };
  const status = ended === "complete" ? "replayed" : "interrupted";
  const cache = addCache(planned.cache, outcome.cache);
  return { ...withSession(planned, session), status, cache };
}

function tellCounts({ plan, journal, manifest, context }: AskRequest, openJobs: number): void {
  const { encounters } = plan;
  const { repeats } = manifest;
  context.logger.info(describeCounts({ encounters, repeats, responses: journal.counts(), openJobs }));
}

async function askWhatIsMissing(request: AskRequest): Promise<RunManifest> {
  const { manifest, context, target } = request;
  if (isAllAnswered(request)) {
    tellCounts(request, 0);
    return { ...manifest, status: "replayed" };
  }
  const begun = beginSession(context);
  const startedMs = context.clock.monotonicMs();
  const begin = () => writeManifest(target.folder, { ...withSession(manifest, begun), status: "replaying" });
  const outcome = await askEngine(request, begin);
  tellCounts(request, outcome.openJobs);
  const ended = endSession(manifest, begun, startedMs, outcome, context);
  const done = { ...ended, responses: request.journal.lines() };
  const early = describeEnd(target, outcome);
  if (early === null) return done;
  await writeManifest(target.folder, done);
  throw early;
}

async function replayLive(
  spec: LiveEngineSpec,
  target: Target,
  manifest: RunManifest,
  options: RunOptions,
  context: RunContext,
): Promise<RunManifest> {
  const { folder } = target;
  await writeManifest(folder, manifest);
  const plan = await makePlan(target.inputs, folder, manifest.shard);
  const planned = withRows(manifest, plan);
  await writeManifest(folder, planned);
  const journal = await openJournal(folder.journal, requestIdOf(manifest.run));
  if (journal.cutBytes > 0)
    context.logger.warn(`a torn last line of ${journal.cutBytes} bytes was cut off the journal`);
  warnOfLines(folder, manifest, journal.lines(), context.logger);
  const request = { spec, plan, journal, target, manifest: planned, options, context };
  const done = await askWhatIsMissing(request).finally(journal.close);
  await writeManifest(folder, done);
  return done;
}

/** A recorded run begins once, in a session that asks nothing: looks at the same encounters are told apart by when. */
function beginRecorded(manifest: RunManifest, { clock }: RunContext): RunManifest {
  if (manifest.sessions.length > 0) return manifest;
  const now = clock.now().toISOString();
  return {
    ...manifest,
    sessions: [
      { started_at: now, finished_at: now, asked: 0, replay_ms: null, ended: "complete", shard: null },
    ],
  };
}

/**
 * Asks the engine whatever the run lacks. The dataset is checked whole before the first request; a recorded engine
 * is not asked, and its tables are checked when they are analyzed. Returns the manifest as it stands after.
 * Throws `run-interrupted` with the command to go on.
 */
export async function replayStage(
  target: Target,
  context: RunContext,
  options: RunOptions = {},
): Promise<RunManifest> {
  const { inputs, folder } = target;
  const spec = inputs.loaded.scenario.engine;
  if (target.manifest !== null) checkSameInputs(target.manifest, inputs);
  announce(context, "load");
  const manifest = target.manifest ?? {
    ...newManifest(inputs, folder, runtimeVersion),
    shard: target.shard,
  };
  if (spec.kind === "files") return exportStage(target, manifest, context, options);
  if (!isLiveEngine(spec)) {
    const replayed: RunManifest = { ...beginRecorded(manifest, context), status: "replayed" };
    await writeManifest(folder, replayed);
    return replayed;
  }
  return replayLive(spec, target, manifest, options, context);
}
