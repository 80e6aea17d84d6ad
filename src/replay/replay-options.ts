import type { PollSpec } from "../domain/engine-spec.ts";
import type { ReplaySpec } from "../domain/replay-spec.ts";
import type { Clock, Random } from "../effects.ts";
import type { Engine } from "../engine/engine.ts";
import type { Missing } from "./asking/list-asks.ts";
import type { JobFile } from "./jobs/job-file.ts";
import type { Journal } from "./journal/journal.ts";
import type { EncounterSource } from "./planned-encounter.ts";
import type { ReplayProgress } from "./tally.ts";

/** What a replay is given. */
export interface ReplayOptions {
  /** What is asked in a closed loop, and what in an open one by `arrivals`; null: nothing is. */
  readonly batch: EncounterSource | null;
  readonly paced: EncounterSource | null;
  readonly engine: Engine;
  readonly journal: Journal;
  /** Where jobs are kept and how they are polled; null for an engine that answers at once. */
  readonly polling: { readonly file: JobFile; readonly spec: PollSpec } | null;
  readonly spec: ReplaySpec;
  /** The code systems asked for. */
  readonly systems: readonly string[];
  readonly requestId: Missing["requestId"];
  /** Ask anew where the response failed. */
  readonly retryFailed: boolean;
  /** Decides random arrivals. */
  readonly seed: number;
  readonly clock: Clock;
  /** The jitter of retries. */
  readonly random: Random;
  /** Aborting it ends the replay early and in order. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReplayProgress) => void;
}
