import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pollSpecSchema } from "../../src/domain/engine-spec.ts";
import type { Clock } from "../../src/effects.ts";
import type { Engine, EngineReply } from "../../src/engine/engine.ts";
import { openJobFile } from "../../src/replay/jobs/job-file.ts";
import { encounters, freshJournal, idsUpTo, linesOf, replayInto } from "./replaying.ts";
import { virtualClock } from "./virtual-clock.ts";

/** An engine that takes everything in and has each answer `workMs` after; notes submissions and polls. */
function jobEngine(clock: Clock, workMs: number) {
  const readyAt = new Map<string, number>();
  const submitted: string[] = [];
  let polls = 0;
  const engine: Engine = {
    ask: async ({ request_id }) => {
      submitted.push(request_id);
      await clock.sleep(20);
      readyAt.set(request_id, clock.monotonicMs() + workMs);
      return { kind: "accepted", job: { place: `/jobs/${request_id}` } };
    },
    poll: async ({ place }, requestId): Promise<EngineReply> => {
      polls += 1;
      if (place !== `/jobs/${requestId}`) return { kind: "failed", error: "no such job" };
      if (clock.monotonicMs() < (readyAt.get(requestId) ?? Number.POSITIVE_INFINITY))
        return { kind: "pending", retryAfterMs: null };
      return { kind: "answer", answer: { request_id: requestId, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
  return { engine, submitted, polls: () => polls };
}

const spec = pollSpecSchema.parse({ every_ms: 1000, deadline_ms: 60_000 });

async function replayJobs(
  file: string,
  given: Omit<Parameters<typeof replayInto>[1], "polling">,
  poll = spec,
) {
  const jobs = await openJobFile(`${file}.jobs`, () => true);
  try {
    return await replayInto(file, { ...given, polling: { file: jobs, spec: poll } });
  } finally {
    await jobs.close();
  }
}

test("a job is polled until its answer; turnaround and latency are kept apart", async () => {
  const clock = virtualClock();
  const { engine, submitted, polls } = jobEngine(clock, 4500);
  const file = freshJournal();
  await replayJobs(file, { engine, encounters: encounters("e1"), clock });
  expect(await linesOf(file)).toMatchObject([
    { status: "coded", attempts: 1, latency_ms: 20, turnaround_ms: 5000, mode: "batch" },
  ]);
  expect([submitted.length, polls()]).toEqual([1, 5]);
});

test("a lane is free once the engine has taken its request in", async () => {
  const clock = virtualClock();
  const { engine } = jobEngine(clock, 10_000);
  await replayJobs(freshJournal(), {
    engine,
    encounters: encounters(...idsUpTo(50)),
    clock,
    spec: { concurrency: 1 },
  });
  expect(clock.monotonicMs()).toBeLessThan(13_000);
});

test("no more jobs are open than allowed", async () => {
  const clock = virtualClock();
  const { engine } = jobEngine(clock, 10_000);
  const few = { ...spec, open_at_most: 5 };
  await replayJobs(freshJournal(), { engine, encounters: encounters(...idsUpTo(20)), clock }, few);
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(40_000);
});

test("a session that goes on polls the open jobs and submits nothing twice", async () => {
  const clock = virtualClock();
  const { engine, submitted } = jobEngine(clock, 30_000);
  const file = freshJournal();
  const given = { engine, clock, spec: { session_deadline_ms: 5000 } };
  const first = await replayJobs(file, { ...given, encounters: encounters(...idsUpTo(10)) });
  expect(first).toMatchObject({ ended: "deadline", finished: 0, openJobs: 10 });
  const next = { engine, clock, spec: {} };
  const second = await replayJobs(file, { ...next, encounters: encounters(...idsUpTo(12)) });
  expect(second).toMatchObject({ ended: "complete", asked: 2, finished: 12, openJobs: 0 });
  expect([submitted.length, new Set(submitted).size]).toEqual([12, 12]);
  const lines = await linesOf(file);
  expect(lines.filter(({ turnaround_ms: ms }) => ms !== null && ms >= 30_000 && ms < 32_000).length).toBe(12);
});

test("a job that is not answered by its deadline fails, whatever session it was submitted in", async () => {
  const clock = virtualClock();
  const { engine } = jobEngine(clock, 1e9);
  const file = freshJournal();
  await replayJobs(file, {
    engine,
    encounters: encounters("e1"),
    clock,
    spec: { session_deadline_ms: 50_000 },
  });
  await replayJobs(file, { engine, encounters: encounters("e1"), clock });
  expect(await linesOf(file)).toMatchObject([
    { status: "failed", error: "no answer within 60000 ms of submission", turnaround_ms: 60_000 },
  ]);
});

test("a torn last job is cut off, and a damaged one in the middle is refused with its line", async () => {
  const clock = virtualClock();
  const { engine } = jobEngine(clock, 1e9);
  const file = freshJournal();
  await replayJobs(file, {
    engine,
    encounters: encounters("e1", "e2", "e3"),
    clock,
    spec: { session_deadline_ms: 100 },
  });
  const jobs = `${file}.jobs`;
  const text = readFileSync(jobs, "utf8");
  writeFileSync(jobs, text.slice(0, -10));
  const torn = await openJobFile(jobs, () => true);
  expect([torn.find("r-e2")?.place, torn.find("r-e3")]).toEqual(["/jobs/r-e2", null]);
  await torn.close();
  writeFileSync(jobs, text.replace("/jobs/r-e2", "/jobs/r-e9"));
  await expect(openJobFile(jobs, () => true)).rejects.toMatchObject({
    code: "journal-damaged",
    where: { file: jobs, line: 2 },
  });
});
