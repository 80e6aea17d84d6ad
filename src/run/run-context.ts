import type { Clock, Logger, Random } from "../effects.ts";

/** How far one stage has come; `total` is null while it is not known. */
export interface Progress {
  readonly stage: "load" | "export" | "import" | "replay" | "analyze" | "gate" | "report";
  readonly done: number;
  readonly total: number | null;
  readonly failed: number;
  readonly retries: number;
}

/** What a run may use of the world outside its folders. Aborting `signal` stops it in order. */
export interface RunContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly environment: (name: string) => string | undefined;
}

export interface RunOptions {
  /** The run folder; default `reports/<name>-<digest>` below the working folder. */
  readonly out?: string | undefined;
  /** Go on in a folder that holds a run: only what has no final response is asked. */
  readonly resume?: boolean | undefined;
  /** With `resume`: ask anew where the response failed. */
  readonly retryFailed?: boolean | undefined;
  /** Ask about the i-th of n parts of the encounters alone: `i/n`. */
  readonly shard?: string | undefined;
  /** The code library to judge codes by; default the one in the user's data folder, where there is one. */
  readonly library?: string | undefined;
}

/** Tells that a stage has begun, where nothing is counted. */
export function announce(context: RunContext, stage: Progress["stage"]): void {
  context.onProgress({ stage, done: 0, total: null, failed: 0, retries: 0 });
}
