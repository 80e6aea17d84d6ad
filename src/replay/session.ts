import type { JournalLine } from "../domain/journal-line.ts";
import type { Asking } from "./asking/asking.ts";
import { deadlineReply, lateReply } from "./asking/asking.ts";
import { createGate } from "./asking/gate.ts";
import { createTimeLimit } from "./asking/time-limit.ts";
import { createCircuitBreaker } from "./faults/circuit-breaker.ts";
import { isOverBudget } from "./faults/error-budget.ts";
import { createJobs, type Jobs } from "./jobs/jobs.ts";
import { createConcurrencyLimit } from "./pace/concurrency-limit.ts";
import { createLanes, type Lanes } from "./pace/lanes.ts";
import { createRateCap } from "./pace/rate-cap.ts";
import type { ReplayOptions } from "./replay-options.ts";
import type { Stop } from "./stop.ts";
import type { Tally } from "./tally.ts";

/** What one session asks with. */
export interface Session {
  readonly options: ReplayOptions;
  readonly stop: Stop;
  readonly tally: Tally;
  readonly asking: Asking;
  /** Lanes of the closed loop. */
  readonly lanes: Lanes;
  /** Null for an engine that answers at once. */
  readonly jobs: Jobs | null;
  /** Journals a final response; null, of an encounter that the session left, is passed over. */
  readonly take: (line: JournalLine | null) => Promise<void>;
  readonly close: () => void;
}

/** Journals final responses and holds the session's failures against its budget. */
function createTake({ journal, spec }: ReplayOptions, stop: Stop, tally: Tally): Session["take"] {
  return async (line) => {
    if (line === null) return stop.leave();
    await journal.append(line);
    tally.countFinal(line.status);
    if (isOverBudget(spec.error_budget, tally.read())) stop.end("error-budget");
  };
}

function createLimits(
  { spec, clock, engine }: ReplayOptions,
  { signal }: Stop,
): Pick<Asking, "attemptLimit" | "deadline"> {
  const { timeout_ms: timeoutMs, deadline_ms: deadlineMs } = spec;
  const deadline =
    deadlineMs === undefined ? null : createTimeLimit(deadlineMs, deadlineReply(deadlineMs), clock, signal);
  const { forgetsSignals = false } = engine;
  const attemptLimit = createTimeLimit(timeoutMs, lateReply(timeoutMs), clock, signal, forgetsSignals);
  return { attemptLimit, deadline };
}

/** Puts a session together; `close` ends its timers. */
export function openSession(options: ReplayOptions, stop: Stop, tally: Tally): Session {
  const { spec, clock, polling } = options;
  const limit = createConcurrencyLimit(spec.concurrency);
  const lanes = createLanes(limit.current);
  const giveUp = () => stop.end("engine-away");
  const circuit = createCircuitBreaker({ spec: spec.circuit, clock, stop: stop.signal, giveUp });
  const rateCap = createRateCap(spec.rate_limit?.per_second ?? null, clock);
  const gate = createGate({ circuit, rateCap, limit, lanes, clock });
  const limits = createLimits(options, stop);
  const asking: Asking = { ...options, ...limits, gate, stop: stop.signal, onRetry: tally.countRetry };
  const take = createTake(options, stop, tally);
  const jobs = polling === null ? null : createJobs({ ...polling, asking, take, onError: stop.fail });
  const close = () => {
    limits.attemptLimit.close();
    limits.deadline?.close();
  };
  return { options, stop, tally, asking, lanes, jobs, take, close };
}
