import type { PollSpec } from "../../domain/engine-spec.ts";
import type { JournalLine } from "../../domain/journal-line.ts";
import type { EngineReply } from "../../engine/engine.ts";
import type { Ask } from "../asking/ask.ts";
import type { Asking } from "../asking/asking.ts";
import { type Asked, answeredLine, failedLine } from "../asking/final-response.ts";
import type { OpenJob } from "./open-job.ts";

type Poll = NonNullable<Asking["engine"]["poll"]>;

function describeJob(ask: Ask, job: OpenJob, now: Date): Asked {
  return {
    requestId: ask.requestId,
    encounterId: ask.encounter.encounter_id,
    repeat: ask.repeat,
    round: ask.round,
    mode: job.mode,
    cached: false,
    attempts: job.attempts,
    timeouts: job.timeouts,
    latencyMs: job.latency_ms,
    turnaroundMs: now.getTime() - Date.parse(job.submitted_at),
    intendedAt: job.intended_at === null ? null : new Date(job.intended_at),
    lateMs: job.late_ms,
    finishedAt: now,
  };
}

/** So long after its time is up a job may still be asked for. */
const lastPollMs = 1000;
const notYet: EngineReply = { kind: "pending", retryAfterMs: null };

/** A signal that aborts after `ms`, or when `stop` does; `release` lets go of both. */
function abortAfter(ms: number, { clock, stop }: Asking) {
  const over = new AbortController();
  const released = new AbortController();
  const abort = () => over.abort();
  stop.addEventListener("abort", abort, { once: true });
  void clock.sleep(Math.max(0, ms), released.signal).then(abort);
  const release = () => {
    stop.removeEventListener("abort", abort);
    released.abort();
  };
  return { signal: over.signal, release };
}

/** One poll, or what ended it: null where the replay stopped, "not yet" where the job's time was over before it left. */
async function pollOnce(
  poll: Poll,
  job: OpenJob,
  asking: Asking,
  over: AbortSignal,
): Promise<EngineReply | null> {
  const { gate, stop, clock } = asking;
  await gate.enter(over);
  if (over.aborted) {
    gate.skip();
    return stop.aborted ? null : notYet;
  }
  const startedAt = clock.monotonicMs();
  const window = asking.attemptLimit.open();
  try {
    const asked = poll({ place: job.place }, job.request_id, window.signal);
    const reply = await Promise.race([asked, window.over]);
    if (reply === null) gate.skip();
    else gate.note(reply, startedAt);
    return reply;
  } finally {
    window.close();
  }
}

/** Milliseconds until the next poll: as the scenario says, or longer where the engine asks for it, but not past the deadline. */
function waitMs(reply: EngineReply | null, spec: PollSpec, leftMs: number): number {
  const asked = reply?.kind === "pending" || reply?.kind === "retry" ? (reply.retryAfterMs ?? 0) : 0;
  return Math.max(1, Math.min(Math.max(spec.every_ms, asked), leftMs));
}

/** Polls until the job is through; null: the replay stopped. `over` aborts a little after `endsAt`. */
async function pollUntilFinal(
  ask: Ask,
  job: OpenJob,
  polling: { readonly poll: Poll; readonly spec: PollSpec },
  asking: Asking,
  endsAt: number,
  over: AbortSignal,
): Promise<JournalLine | null> {
  const { clock, stop } = asking;
  const { poll, spec } = polling;
  let reply: EngineReply | null = null;
  for (;;) {
    await clock.sleep(waitMs(reply, spec, endsAt - clock.now().getTime()), stop);
    if (stop.aborted) return null;
    reply = await pollOnce(poll, job, asking, over);
    if (reply === null) return null;
    const asked = describeJob(ask, job, clock.now());
    if (reply.kind === "answer") return answeredLine(asked, reply.answer);
    if (reply.kind === "failed") return failedLine(asked, reply.error, reply.httpStatus);
    if (clock.now().getTime() >= endsAt)
      return failedLine(asked, `no answer within ${spec.deadline_ms} ms of submission`);
  }
}

/**
 * Polls a job until its answer, a failure, or `deadline_ms` after its submission, in whatever session that was and
 * whether or not the engine is away. Null where the replay stopped first: the job stays open. Turnaround runs from
 * submission by the calendar's clock.
 */
export async function followJob(
  ask: Ask,
  job: OpenJob,
  poll: Poll,
  spec: PollSpec,
  asking: Asking,
): Promise<JournalLine | null> {
  const endsAt = Date.parse(job.submitted_at) + spec.deadline_ms;
  const over = abortAfter(endsAt + lastPollMs - asking.clock.now().getTime(), asking);
  try {
    return await pollUntilFinal(ask, job, { poll, spec }, asking, endsAt, over.signal);
  } finally {
    over.release();
  }
}
