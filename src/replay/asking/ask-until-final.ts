import { type EngineRequest, protocolName } from "../../domain/engine-protocol.ts";
import type { JournalLine } from "../../domain/journal-line.ts";
import type { EngineReply } from "../../engine/engine.ts";
import type { OpenJob } from "../jobs/open-job.ts";
import type { Ask, IntendedStart } from "./ask.ts";
import type { Asking } from "./asking.ts";
import { type Asked, answeredLine, failedLine } from "./final-response.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { TimeWindow } from "./time-limit.ts";

/** What came of asking: a final response, a job to be followed, or null where the replay stopped first. */
export type AskEnd = JournalLine | { readonly job: OpenJob } | null;

type Deadline = TimeWindow<EngineReply> | null;

/**
 * How far one encounter's asking has come; times of the monotonic clock. `handedAt`: when it came to the gate, so that
 * a wait there for a rate limit or an engine that is away is not taken for the harness's own lateness.
 */
interface Attempts {
  count: number;
  timeouts: number;
  readonly handedAt: number;
  lastAt: number;
  /** Opened with the first attempt; null before it, and where the scenario sets none. */
  deadline: Deadline;
}

function requestFor({ encounter, requestId }: Ask, systems: readonly string[]): EngineRequest {
  return { protocol: protocolName, request_id: requestId, encounter, systems: [...systems] };
}

function describeAsked(
  ask: Ask,
  intended: IntendedStart | null,
  attempts: Attempts,
  { clock }: Asking,
  isCached: boolean,
): Asked {
  const now = clock.monotonicMs();
  return {
    requestId: ask.requestId,
    encounterId: ask.encounter.encounter_id,
    repeat: ask.repeat,
    round: ask.round,
    mode: intended === null ? "batch" : "realtime",
    cached: isCached,
    attempts: isCached ? 0 : attempts.count,
    timeouts: attempts.timeouts,
    latencyMs: isCached ? null : now - (intended?.monotonicMs ?? attempts.lastAt),
    turnaroundMs: null,
    intendedAt: intended?.at ?? null,
    lateMs: intended === null ? null : attempts.handedAt - intended.monotonicMs,
    finishedAt: clock.now(),
  };
}

function openJob(place: string, asked: Asked): OpenJob {
  return {
    request_id: asked.requestId,
    encounter_id: asked.encounterId,
    place,
    submitted_at: asked.finishedAt.toISOString(),
    mode: asked.mode === "realtime" ? "realtime" : "batch",
    attempts: asked.attempts,
    timeouts: asked.timeouts,
    latency_ms: asked.latencyMs ?? 0,
    intended_at: asked.intendedAt?.toISOString() ?? null,
    late_ms: asked.lateMs,
  };
}

/** One attempt, or what ended it; null: the replay stopped. */
async function attempt(
  request: EngineRequest,
  ask: Ask,
  deadline: Deadline,
  asking: Asking,
): Promise<EngineReply | null> {
  const window = asking.attemptLimit.open();
  const asked = asking.engine.ask(request, window.signal, ask.repeat);
  if (deadline === null) {
    try {
      return await Promise.race([asked, window.over]);
    } finally {
      window.close();
    }
  }
  try {
    return await Promise.race([asked, window.over, deadline.over]);
  } finally {
    window.cancel();
  }
}

/** Attempts until one is worth no other; null: the replay stopped. The deadline is opened with the first of them. */
async function attemptUntilFinal(
  ask: Ask,
  request: EngineRequest,
  attempts: Attempts,
  asking: Asking,
): Promise<EngineReply | null> {
  const { clock, gate, spec, stop } = asking;
  for (;;) {
    const before = attempts.deadline?.signal ?? stop;
    await gate.enter(before);
    if (before.aborted) {
      gate.skip();
      return stop.aborted || attempts.deadline === null ? null : attempts.deadline.over;
    }
    attempts.deadline ??= asking.deadline?.open() ?? null;
    const until = attempts.deadline?.signal ?? stop;
    attempts.lastAt = clock.monotonicMs();
    attempts.count += 1;
    const reply = await attempt(request, ask, attempts.deadline, asking);
    if (reply === null) {
      gate.skip();
      return null;
    }
    gate.note(reply, attempts.lastAt);
    if (reply.kind !== "retry") return reply;
    if (reply.cause === "late") attempts.timeouts += 1;
    if (stop.aborted) return null;
    if (until.aborted || attempts.count > spec.retries) return reply;
    asking.onRetry();
    await clock.sleep(
      retryDelayMs(attempts.count, spec.backoff_ms, reply.retryAfterMs, asking.random),
      until,
    );
  }
}

function finish(reply: EngineReply, asked: Asked): AskEnd {
  switch (reply.kind) {
    case "answer":
      return answeredLine(asked, reply.answer);
    case "accepted":
      return { job: openJob(reply.job.place, asked) };
    case "pending":
      return failedLine(asked, "the engine answered a submission as if it were polled");
    case "failed":
    case "retry":
      return failedLine(asked, reply.error, reply.httpStatus);
  }
}

/**
 * Asks about one encounter, unless its answer was kept, until an answer, a failure, a job or the last retry. Its
 * deadline runs from the first attempt: what never left, because the engine is away, fails nobody. `intended` is when
 * the first attempt should have left in an open loop. Null where the replay stopped first: nothing is final then.
 */
export async function askUntilFinal(
  ask: Ask,
  intended: IntendedStart | null,
  asking: Asking,
): Promise<AskEnd> {
  const handedAt = asking.clock.monotonicMs();
  const attempts: Attempts = { count: 0, timeouts: 0, handedAt, lastAt: handedAt, deadline: null };
  const { findKept } = asking.engine;
  const request = requestFor(ask, asking.systems);
  const kept = findKept === undefined ? null : await findKept(request, ask.repeat);
  if (kept !== null) return answeredLine(describeAsked(ask, intended, attempts, asking, true), kept);
  try {
    const reply = await attemptUntilFinal(ask, request, attempts, asking);
    if (reply === null) return null;
    return finish(reply, describeAsked(ask, intended, attempts, asking, false));
  } finally {
    attempts.deadline?.close();
  }
}
