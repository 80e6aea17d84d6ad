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

/** How far one encounter's asking has come; times of the monotonic clock. */
interface Attempts {
  count: number;
  timeouts: number;
  firstAt: number | null;
  lastAt: number;
}

type Deadline = TimeWindow<EngineReply> | null;

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
    lateMs: intended === null ? null : (attempts.firstAt ?? now) - intended.monotonicMs,
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

/** Attempts until one is worth no other; null: the replay stopped. */
async function attemptUntilFinal(
  ask: Ask,
  attempts: Attempts,
  deadline: Deadline,
  asking: Asking,
): Promise<EngineReply | null> {
  const { clock, gate, spec, stop } = asking;
  const until = deadline?.signal ?? stop;
  const request = requestFor(ask, asking.systems);
  for (;;) {
    await gate.enter(until);
    if (until.aborted) {
      gate.skip();
      return stop.aborted || deadline === null ? null : deadline.over;
    }
    attempts.lastAt = clock.monotonicMs();
    attempts.firstAt ??= attempts.lastAt;
    attempts.count += 1;
    const reply = await attempt(request, ask, deadline, asking);
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

function finish(reply: EngineReply, describe: (isCached: boolean) => Asked): AskEnd {
  switch (reply.kind) {
    case "answer":
      return answeredLine(describe(reply.cached ?? false), reply.answer);
    case "accepted":
      return { job: openJob(reply.job.place, describe(false)) };
    case "pending":
      return failedLine(describe(false), "the engine answered a submission as if it were polled");
    case "failed":
    case "retry":
      return failedLine(describe(false), reply.error);
  }
}

/**
 * Asks about one encounter until an answer, a failure, a job or the last retry. `intended` is when the first attempt
 * should have left in an open loop. Null where the replay stopped first: nothing is final then.
 */
export async function askUntilFinal(
  ask: Ask,
  intended: IntendedStart | null,
  asking: Asking,
): Promise<AskEnd> {
  const deadline = asking.deadline?.open() ?? null;
  const attempts: Attempts = { count: 0, timeouts: 0, firstAt: null, lastAt: asking.clock.monotonicMs() };
  try {
    const reply = await attemptUntilFinal(ask, attempts, deadline, asking);
    if (reply === null) return null;
    return finish(reply, (isCached) => describeAsked(ask, intended, attempts, asking, isCached));
  } finally {
    deadline?.close();
  }
}
