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

/** One poll, or what ended it; null: the replay stopped. */
async function pollOnce(poll: Poll, job: OpenJob, asking: Asking): Promise<EngineReply | null> {
  const { gate, stop, clock } = asking;
  await gate.enter(stop);
  if (stop.aborted) {
    gate.skip();
    return null;
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

/**
 * Polls a job until its answer, a failure, or `deadline_ms` after its submission, in whatever session that was. Null
 * where the replay stopped first: the job stays open. Turnaround runs from submission by the calendar's clock.
 */
export async function followJob(
  ask: Ask,
  job: OpenJob,
  poll: Poll,
  spec: PollSpec,
  asking: Asking,
): Promise<JournalLine | null> {
  const { clock, stop } = asking;
  const endsAt = Date.parse(job.submitted_at) + spec.deadline_ms;
  let reply: EngineReply | null = null;
  for (;;) {
    const leftMs = endsAt - clock.now().getTime();
    await clock.sleep(waitMs(reply, spec, leftMs), stop);
    if (stop.aborted) return null;
    reply = await pollOnce(poll, job, asking);
    if (reply === null) return null;
    const asked = describeJob(ask, job, clock.now());
    if (reply.kind === "answer") return answeredLine(asked, reply.answer);
    if (reply.kind === "failed") return failedLine(asked, reply.error);
    if (clock.now().getTime() >= endsAt)
      return failedLine(asked, `no answer within ${spec.deadline_ms} ms of submission`);
  }
}
