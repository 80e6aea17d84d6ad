import { resolve } from "node:path";
import type { PollSpec } from "../../domain/engine-spec.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import type { Engine } from "../../engine/engine.ts";
import { type LiveEngineSpec, openEngine } from "../../engine/open-engine.ts";
import { HarnessError } from "../../errors.ts";
import { type JobFile, openJobFile } from "../../replay/jobs/job-file.ts";
import type { Journal } from "../../replay/journal/journal.ts";
import type { EncounterSource } from "../../replay/planned-encounter.ts";
import { type ReplayOutcome, replay } from "../../replay/replay.ts";
import type { ReplayProgress } from "../../replay/tally.ts";
import { sendPolicy } from "../../sandbox/send-policy.ts";
import { formatQuantity } from "../../terminal/numbers.ts";
import { readPlannedEncounters } from "../asking-plan/planned-encounters.ts";
import { type EngineLog, openEngineLog } from "../engine-log.ts";
import { requestIdOf } from "../request-id.ts";
import type { RunContext, RunOptions } from "../run-context.ts";
import { exists } from "../run-folder.ts";
import type { Target } from "../target.ts";
import type { Plan } from "./make-plan.ts";
import { type OpenCache, openCache } from "./open-cache.ts";

/** What one session of asking works with. */
export interface AskRequest {
  readonly spec: LiveEngineSpec;
  readonly plan: Plan;
  readonly journal: Journal;
  readonly target: Target;
  readonly manifest: RunManifest;
  readonly options: RunOptions;
  readonly context: RunContext;
}

/** How a session went. `cache` counts answers of this session; null without one. */
export interface AskOutcome extends ReplayOutcome {
  readonly cache: RunManifest["cache"];
}

function sourceOf(planFile: string | null, { plan, target }: AskRequest): EncounterSource | null {
  if (planFile === null) return null;
  const policy = sendPolicy(target.inputs.loaded.scenario.send);
  const { documentsFile } = plan;
  return (isNeeded) => readPlannedEncounters({ planFile, documentsFile, policy, isNeeded });
}

function pollOf(spec: LiveEngineSpec): PollSpec | null {
  return spec.kind === "http" ? (spec.poll ?? null) : null;
}

/** Encounters, each repeat by itself, that a run must have a response for. */
function countWanted({ plan, target }: AskRequest): number {
  return plan.encounters * target.inputs.loaded.scenario.replay.repeats;
}

/** Whether the journal holds a response for everything, so that nobody needs to be asked. */
export function isAllAnswered(request: AskRequest): boolean {
  return !request.options.retryFailed && request.journal.finals >= countWanted(request);
}

function progressOf(request: AskRequest): (progress: ReplayProgress) => void {
  const total = countWanted(request);
  const before = request.options.retryFailed ? 0 : request.journal.finals;
  return ({ finished, failed, retries }) =>
    request.context.onProgress({
      stage: "replay",
      done: Math.min(total, before + finished),
      total,
      failed,
      retries,
    });
}

async function replayWith(
  engine: Engine,
  jobs: JobFile | null,
  cache: OpenCache | null,
  request: AskRequest,
): Promise<ReplayOutcome> {
  const { spec, plan, journal, target, manifest, options, context } = request;
  const { scenario } = target.inputs.loaded;
  const poll = pollOf(spec);
  return replay({
    batch: sourceOf(plan.batchFile, request),
    paced: sourceOf(plan.pacedFile, request),
    engine: cache?.wrap(engine) ?? engine,
    journal,
    polling: jobs === null || poll === null ? null : { file: jobs, spec: poll },
    spec: scenario.replay,
    systems: plan.systems,
    requestId: requestIdOf(manifest.run),
    retryFailed: options.retryFailed ?? false,
    seed: scenario.seed,
    clock: context.clock,
    random: context.random,
    signal: context.signal,
    onProgress: progressOf(request),
  });
}

function refuseUnpolled(open: number): HarnessError {
  const message = `the engine took in ${formatQuantity(open, "request")} whose ${open === 1 ? "answer is" : "answers are"} still open, and the scenario has no engine.poll`;
  return new HarnessError("run-folder-invalid", message.slice(0, 120), {
    hint: "put engine.poll back: without it they would be submitted a second time",
  });
}

/** The jobs of earlier sessions, and place for more; null for an engine that is not polled, which must have none open. */
async function openJobs({ spec, journal, target: { folder } }: AskRequest): Promise<JobFile | null> {
  const isPolled = pollOf(spec) !== null;
  if (!isPolled && !(await exists(folder.jobs))) return null;
  const jobs = await openJobFile(folder.jobs, (requestId) => journal.stateOf(requestId) === null);
  if (isPolled) return jobs;
  await jobs.close();
  if (jobs.open > 0) throw refuseUnpolled(jobs.open);
  return null;
}

async function openAndReplay(
  request: AskRequest,
  log: EngineLog,
  begin: () => Promise<void>,
): Promise<AskOutcome> {
  const { spec, target, context } = request;
  const { folder: scenarioFolder } = target.inputs.loaded;
  const { environment, clock, signal } = context;
  const engine = await openEngine(spec, { folder: scenarioFolder, environment, log: log.write, clock });
  let jobs: JobFile | null = null;
  let cache: OpenCache | null = null;
  try {
    await engine.check?.(signal, target.inputs.loaded.scenario.replay.timeout_ms);
    jobs = await openJobs(request);
    cache = await openCache(target, context);
    await begin();
    const outcome = await replayWith(engine, jobs, cache, request);
    return { ...outcome, cache: cache?.counts() ?? null };
  } finally {
    await engine.close();
    await jobs?.close();
    await cache?.close();
  }
}

/** Opens the engine, tries whether it is there, and after `begin` asks it for whatever the journal lacks. */
export async function askEngine(request: AskRequest, begin: () => Promise<void>): Promise<AskOutcome> {
  const log = openEngineLog(resolve(request.target.folder.log));
  try {
    return await openAndReplay(request, log, begin);
  } finally {
    await log.close();
  }
}
