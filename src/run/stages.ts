import { rm, stat } from "node:fs/promises";
import { type Results, resultsSchema } from "../domain/results.ts";
import type { Verdict } from "../domain/verdict.ts";
import { exitCodes, HarnessError } from "../errors.ts";
import { exitCodeOf } from "../gate/exit-code.ts";
import { analyzeStage } from "./analyze-stage.ts";
import { gateStage, reportStage } from "./decide-stages.ts";
import { lockFolder } from "./lock-folder.ts";
import { refuseExisting, replayStage } from "./replay/replay-stage.ts";
import type { RunContext, RunOptions } from "./run-context.ts";
import { exists, type RunFolder, readDocument, removeDatabase } from "./run-folder.ts";
import { checkShard, refuseShard } from "./shard-rules.ts";
import { describeResume, openTarget, type Target } from "./target.ts";

/**
 * How a command ended. `verdict` is null without a gate, or before it; `results` before the analysis; `shard` for a
 * whole run.
 */
export interface RunOutcome {
  readonly folder: string;
  readonly shard: string | null;
  readonly verdict: Verdict | null;
  readonly results: Results | null;
  readonly exitCode: number;
  readonly warnings: readonly string[];
}

type Part = Partial<Pick<RunOutcome, "verdict" | "results" | "exitCode">>;
type Work = (target: Target, context: RunContext, options: RunOptions) => Promise<Part>;

/** A run that decides nothing ends with 0 once it is complete; an incomplete one never does. */
function exitCodeWithoutGate(results: Results): number {
  return results.run.complete ? exitCodes.go : exitCodes.incomplete;
}

function decided(results: Results, verdict: Verdict | null): Part {
  const exitCode = verdict === null ? exitCodeWithoutGate(results) : exitCodeOf(verdict.verdict);
  return { results, verdict, exitCode };
}

async function removeTraces({ folder }: Target, wasThere: boolean): Promise<void> {
  if (!wasThere) return rm(folder.path, { recursive: true, force: true });
  await removeDatabase(folder);
  const files = [folder.manifest, folder.journal, folder.jobs, folder.log];
  await Promise.all(files.map((file) => rm(file, { force: true })));
}

async function isEmpty(file: string): Promise<boolean> {
  return ((await stat(file).catch(() => null))?.size ?? 0) === 0;
}

/** Whether nothing that an engine said lies in the folder. */
async function isUnasked({ journal, jobs }: RunFolder): Promise<boolean> {
  return (await isEmpty(journal)) && (await isEmpty(jobs));
}

/** Bad data, and an engine that cannot be used, leave no half-made run behind. The folder is this process's alone while it works. */
export async function inOwnFolder<Result>(target: Target, work: () => Promise<Result>): Promise<Result> {
  const { folder } = target;
  const isNew = target.manifest === null;
  const wasThere = await exists(folder.path);
  const unlock = await lockFolder(folder);
  try {
    return await work();
  } catch (error) {
    const isInvalid = error instanceof HarnessError && error.exitCode === exitCodes.invalid;
    if (isInvalid && isNew && (await isUnasked(folder))) await removeTraces(target, wasThere);
    throw error;
  } finally {
    await rm(folder.spool, { recursive: true, force: true });
    await unlock();
  }
}

/** A shard is asked, and nothing else: what is told of a run is told of all its encounters. */
async function checkWhole(target: Target): Promise<void> {
  refuseShard(target);
}

function checkRetry({ resume, retryFailed }: RunOptions): void {
  if (!retryFailed || resume) return;
  throw new HarnessError("command-invalid", "--retry-failed goes with --resume", {
    hint: "--resume --retry-failed asks what is missing, and anew where the response failed",
  });
}

async function checkNewRun(target: Target, options: RunOptions): Promise<void> {
  checkRetry(options);
  refuseShard(target);
  await refuseExisting(target, options);
}

async function checkReplay(target: Target, options: RunOptions): Promise<void> {
  checkRetry(options);
  checkShard(target, options);
  await refuseExisting(target, options);
}

/** Opens what the command was pointed at and works in its folder; `check` may refuse before anything is touched. */
async function runStage(
  work: Work,
  [path, options, context]: readonly [string, RunOptions, RunContext],
  check: (target: Target, options: RunOptions) => Promise<void> = checkWhole,
): Promise<RunOutcome> {
  const target = await openTarget(path, options, context);
  await check(target, options);
  const part = await inOwnFolder(target, () => work(target, context, options));
  return {
    folder: target.folder.path,
    shard: target.shard,
    verdict: null,
    results: null,
    exitCode: exitCodes.go,
    warnings: target.inputs.warnings,
    ...part,
  };
}

function stopIfAsked(target: Target, context: RunContext): void {
  if (!context.signal.aborted) return;
  const hint = describeResume(target);
  throw new HarnessError("run-interrupted", "stopped between two stages; nothing is lost", { hint });
}

const runWork: Work = async (target, context, options) => {
  const replayed = { ...target, manifest: await replayStage(target, context, options) };
  stopIfAsked(target, context);
  const { results, manifest } = await analyzeStage(replayed, context);
  stopIfAsked(target, context);
  const analyzed = { ...target, manifest };
  const verdict = await gateStage(analyzed, context);
  await reportStage(analyzed, context);
  return decided(results, verdict);
};

const readResults = (target: Target) => readDocument(target.folder.results, resultsSchema, "analyze");

/** Replay, analyze, gate and report. `path` is a scenario's file, or the folder of a run with `resume`. */
export function runScenario(path: string, options: RunOptions, context: RunContext): Promise<RunOutcome> {
  return runStage(runWork, [path, options, context], checkNewRun);
}

/** Asks the engine, or checks that a recorded engine's tables are those of the run. */
export function replayRun(path: string, options: RunOptions, context: RunContext): Promise<RunOutcome> {
  const work: Work = async (target) => {
    const { status } = await replayStage(target, context, options);
    return status === "replaying" ? { exitCode: exitCodes.incomplete } : {};
  };
  return runStage(work, [path, options, context], checkReplay);
}

/** Compares the answers of a replayed run. Exit code 3 where the run is incomplete. */
export function analyzeRun(path: string, options: RunOptions, context: RunContext): Promise<RunOutcome> {
  const work: Work = async (target) => {
    const { results } = await analyzeStage(target, context);
    return { results, exitCode: exitCodeWithoutGate(results) };
  };
  return runStage(work, [path, options, context]);
}

/** Holds the benchmarks against an analyzed run. */
export function gateRun(path: string, options: RunOptions, context: RunContext): Promise<RunOutcome> {
  const work: Work = async (target) => {
    const verdict = await gateStage(target, context);
    return decided(await readResults(target), verdict);
  };
  return runStage(work, [path, options, context]);
}

/** Writes the reports of a run anew. */
export function reportRun(path: string, options: RunOptions, context: RunContext): Promise<RunOutcome> {
  const work: Work = async (target) => {
    const verdict = await reportStage(target, context);
    return { verdict, results: await readResults(target) };
  };
  return runStage(work, [path, options, context]);
}
