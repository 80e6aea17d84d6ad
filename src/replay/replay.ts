import type { SentEncounter } from "../domain/engine-protocol.ts";
import type { ReplaySpec } from "../domain/replay-spec.ts";
import type { Clock, Random } from "../effects.ts";
import type { Engine } from "../engine/engine.ts";
import { type Asking, askUntilFinal } from "./ask-until-final.ts";
import type { Journal } from "./journal.ts";
import { createLanes } from "./lanes.ts";
import { createStop, type Stop } from "./stop.ts";
import { createTally, type ReplayProgress, type Tally } from "./tally.ts";
import { createTimeLimit } from "./time-limit.ts";

export interface ReplayOptions {
  /** In the order of asking, each encounter_id once; read no further ahead than is asked. */
  readonly encounters: AsyncIterable<SentEncounter>;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly spec: ReplaySpec;
  /** The code systems asked for. */
  readonly systems: readonly string[];
  readonly requestId: (encounterId: string) => string;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborting it ends the replay early and in order. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReplayProgress) => void;
}

/** `interrupted`: encounters were left without a final response; the same call on the same journal goes on. */
export interface ReplayOutcome extends ReplayProgress {
  readonly interrupted: boolean;
}

type Finish = (encounter: SentEncounter) => Promise<boolean>;

/** Asks about one encounter and journals the response; gives whether it is final. */
function createFinish(options: ReplayOptions, asking: Asking, tally: Tally): Finish {
  return async (encounter) => {
    tally.countAsked();
    const line = await askUntilFinal(encounter, asking);
    if (line === null) return false;
    await options.journal.append(line);
    tally.countFinal(line.status);
    return true;
  };
}

/** Runs `finish` for every encounter that the journal lacks, in lanes; gives whether none was left. */
async function finishAll(options: ReplayOptions, stop: Stop, finish: Finish): Promise<boolean> {
  const lanes = createLanes(options.spec.concurrency);
  let isComplete = true;
  const runLane = async (encounter: SentEncounter) => {
    try {
      if (!(await finish(encounter))) isComplete = false;
    } catch (error) {
      stop.fail(error);
    } finally {
      lanes.leave();
    }
  };
  try {
    for await (const encounter of options.encounters) {
      if (options.journal.answered.has(encounter.encounter_id)) continue;
      await lanes.enter();
      if (stop.signal.aborted) {
        isComplete = false;
        lanes.leave();
        break;
      }
      void runLane(encounter);
    }
  } catch (error) {
    stop.fail(error);
  }
  await lanes.empty();
  return isComplete;
}

/**
 * Asks the engine about every encounter that the journal does not hold, at most `spec.concurrency` at a time, and
 * writes one line per final response. On return the disk has every line. An aborted signal drops what is in flight:
 * it is asked again on resume. Rejects with the first error of the encounters, the journal or the engine itself.
 */
export async function replayBatch(options: ReplayOptions): Promise<ReplayOutcome> {
  const stop = createStop(options.signal);
  const limit = createTimeLimit(options.spec.timeout_ms, options.clock, stop.signal);
  const tally = createTally(options.onProgress);
  const asking: Asking = { ...options, limit, stop: stop.signal, onRetry: tally.countRetry };
  try {
    const isComplete = await finishAll(options, stop, createFinish(options, asking, tally));
    stop.throwFailure();
    return { ...tally.read(), interrupted: !isComplete };
  } finally {
    limit.close();
    stop.release();
    await options.journal.flush();
  }
}
