import type { Arrivals, ReplaySpec } from "../domain/replay-spec.ts";
import type { SessionEnd } from "../domain/run-manifest.ts";
import { seededRandom } from "../effects.ts";
import type { Ask, IntendedStart } from "./asking/ask.ts";
import { askUntilFinal } from "./asking/ask-until-final.ts";
import { listAsks } from "./asking/list-asks.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { OpenJob } from "./jobs/open-job.ts";
import { createArrivals } from "./pace/arrivals.ts";
import { runClosedLoop } from "./pace/closed-loop.ts";
import { createLanes } from "./pace/lanes.ts";
import { runOpenLoop } from "./pace/open-loop.ts";
import type { EncounterSource } from "./planned-encounter.ts";
import type { ReplayOptions } from "./replay-options.ts";
import { openSession, type Session } from "./session.ts";
import { createStop, type Stop } from "./stop.ts";
import { createTally, type ReplayProgress } from "./tally.ts";

/**
 * `openJobs` are still to be polled. `ended`: why; after any end but `complete` the same call on the same journal goes
 * on.
 */
export interface ReplayOutcome extends ReplayProgress {
  readonly openJobs: number;
  readonly ended: SessionEnd;
}

/** Asks about one encounter; gives its job where it became one, else journals the response. */
async function ask(session: Session, one: Ask, intended: IntendedStart | null): Promise<OpenJob | null> {
  session.tally.countAsked();
  const end = await askUntilFinal(one, intended, session.asking);
  if (end !== null && "job" in end) return end.job;
  await session.take(end);
  return null;
}

/** Asks about one encounter where the answer may be a job, so many of which may be open. */
async function askForJob(
  session: Session,
  jobs: Jobs,
  one: Ask,
  intended: IntendedStart | null,
): Promise<void> {
  await jobs.enter();
  const open = jobs.find(one.requestId);
  if (open !== null) return jobs.follow(one, open);
  const job = await ask(session, one, intended).catch((error: unknown) => {
    jobs.leave();
    throw error;
  });
  if (job === null) jobs.leave();
  else await jobs.open(one, job);
}

async function askOne(session: Session, one: Ask, intended: IntendedStart | null): Promise<void> {
  if (session.jobs !== null) return askForJob(session, session.jobs, one, intended);
  const job = await ask(session, one, intended);
  if (job !== null) throw new TypeError("an engine that is not polled gave a job");
}

function arrivalsOf({ arrivals, probe }: ReplaySpec): Arrivals {
  const spec = arrivals ?? probe?.arrivals;
  if (spec === undefined) throw new TypeError("an open loop needs arrivals");
  return spec;
}

/** Runs the closed and the open loop side by side until both are through, and then the jobs that they opened. */
async function runLoops(session: Session): Promise<void> {
  const { options, stop, jobs, lanes } = session;
  const { batch, paced, spec, clock, journal, seed } = options;
  const { requestId, retryFailed } = options;
  const missing = { stateOf: journal.stateOf, requestId, retryFailed };
  const list = (source: EncounterSource) => listAsks(source, spec.repeats, missing);
  const closed = async () => {
    if (batch !== null) await runClosedLoop(list(batch), lanes, stop, (one) => askOne(session, one, null));
  };
  const open = async () => {
    if (paced === null) return;
    const next = createArrivals(arrivalsOf(spec), seededRandom(seed));
    const schedule = { next, clock, lanes: createLanes(() => spec.in_flight_at_most) };
    await runOpenLoop(list(paced), schedule, stop, (one, intended) => askOne(session, one, intended));
  };
  await Promise.all([closed(), open()]);
  await jobs?.settled();
}

/** Ends the session when its time is up; gives what calls that off. */
function watchSessionDeadline({ spec, clock }: ReplayOptions, stop: Stop): () => void {
  const over = new AbortController();
  const { session_deadline_ms: limitMs } = spec;
  if (limitMs !== undefined)
    void clock.sleep(limitMs, over.signal).then(() => {
      if (!over.signal.aborted) stop.end("deadline");
    });
  return () => over.abort();
}

/**
 * Asks the engine about every encounter, repeat by repeat, that the journal holds no response for, and writes one line
 * per final response; on return the disk has every line. What is in flight when the session ends early is dropped, and
 * asked again under the same request_id when it goes on; jobs stay open and are polled then. Rejects with the first
 * error of the encounters, the journal or the engine itself.
 */
export async function replay(options: ReplayOptions): Promise<ReplayOutcome> {
  const stop = createStop(options.signal);
  const tally = createTally(options.onProgress);
  const callOff = watchSessionDeadline(options, stop);
  const session = openSession(options, stop, tally);
  try {
    await runLoops(session);
    stop.throwFailure();
    return { ...tally.read(), openJobs: session.jobs?.countOpen() ?? 0, ended: stop.ended() };
  } finally {
    callOff();
    session.close();
    stop.release();
    await options.journal.flush();
  }
}
