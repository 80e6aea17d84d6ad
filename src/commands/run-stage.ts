import type { RunContext } from "../run/run-context.ts";
import type { RunOutcome } from "../run/stages.ts";
import { renderVerdict } from "../terminal/verdict-block.ts";
import { openProgress, type ProgressView } from "./progress-view.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

export interface StageOptions {
  readonly out?: string;
  readonly resume?: boolean;
  readonly retryFailed?: boolean;
  readonly shard?: string;
  readonly library?: string;
  readonly json?: boolean;
}

export type Stage = (
  target: string,
  options: { out?: string; resume?: boolean; retryFailed?: boolean; shard?: string; library?: string },
  context: RunContext,
) => Promise<RunOutcome>;

/** What a run may use of this shell. */
export function openContext(shell: Shell, progress: ProgressView): RunContext {
  const write = (line: string) => {
    progress.clear();
    shell.say(`${line}\n`);
  };
  return {
    clock: shell.clock,
    random: shell.random,
    environment: shell.environment,
    signal: shell.signal,
    logger: { info: write, warn: (line) => write(`warning: ${line}`) },
    onProgress: progress.show,
  };
}

/** Runs one stage with progress shown on stderr, says its warnings, and sets the exit code it ended with. */
export async function runStage(
  stage: Stage,
  target: string,
  options: StageOptions,
  shell: Shell,
): Promise<RunOutcome> {
  const progress = openProgress(shell);
  const wanted = {
    ...(options.out === undefined ? {} : { out: options.out }),
    ...(options.resume === undefined ? {} : { resume: options.resume }),
    ...(options.retryFailed === undefined ? {} : { retryFailed: options.retryFailed }),
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...(options.library === undefined ? {} : { library: options.library }),
  };
  const context = openContext(shell, progress);
  const outcome = await stage(target, wanted, context).finally(progress.clear);
  for (const warning of outcome.warnings) shell.say(`warning: ${warning}\n`);
  shell.finish(outcome.exitCode);
  return outcome;
}

const undecided = "Nothing was decided: the scenario has no gate.";

/** The decision as people read it, or that there is none. */
export function describeDecision(outcome: RunOutcome, shell: Shell): string[] {
  const { verdict, results } = outcome;
  if (verdict !== null) return renderVerdict(verdict, textStyle(shell));
  const missing = results?.run.incomplete_because ?? [];
  return [undecided, ...missing.map((reason) => `The run is incomplete: ${reason}.`)];
}
