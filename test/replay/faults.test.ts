import { expect, test } from "vitest";
import type { Engine, EngineReply } from "../../src/engine/engine.ts";
import { createCircuitBreaker } from "../../src/replay/faults/circuit-breaker.ts";
import {
  encounters,
  freshJournal,
  idsUpTo,
  linesOf,
  replayInto,
  scriptedEngine,
  sourceOf,
} from "./replaying.ts";
import { virtualClock } from "./virtual-clock.ts";

const gone: EngineReply = {
  kind: "retry",
  error: "connect ECONNREFUSED",
  retryAfterMs: null,
  cause: "unavailable",
};
const wrong: EngineReply = { kind: "failed", error: "answer is not JSON" };

/** Answers at once, but gives `reply` where `isAway` says so; counts what it was asked. */
function engineAway(isAway: () => boolean, reply: EngineReply = gone): Engine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async ({ request_id, encounter }) => {
      asked.push(encounter.encounter_id);
      if (isAway()) return reply;
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
}

const circuit = { failures: 5, probe_after_ms: 1000, give_up_after_ms: 600_000 };

test("an engine that is away for a minute costs a few probes and no encounter", async () => {
  const clock = virtualClock();
  const engine = engineAway(() => clock.monotonicMs() < 60_000);
  const file = freshJournal();
  const spec = { circuit, retries: 20, concurrency: 4 };
  const outcome = await replayInto(file, { engine, encounters: encounters(...idsUpTo(40)), clock, spec });
  expect(outcome).toMatchObject({ ended: "complete", finished: 40, failed: 0 });
  // Five to open and up to three more in flight; then probes after 1, 2, 4, 8, 16 and 32 s.
  expect(engine.asked.length - 40).toBeLessThanOrEqual(14);
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(60_000);
  expect(clock.monotonicMs()).toBeLessThan(64_000);
});

test("an engine that stays away ends the session, and the next goes on where it was", async () => {
  const clock = virtualClock();
  let isAway = true;
  const engine = engineAway(() => isAway);
  const file = freshJournal();
  const spec = { circuit: { ...circuit, give_up_after_ms: 10_000 }, retries: 20 };
  const first = await replayInto(file, { engine, encounters: encounters(...idsUpTo(30)), clock, spec });
  expect(first).toMatchObject({ ended: "engine-away", finished: 0 });
  expect(await linesOf(file)).toEqual([]);
  isAway = false;
  const next = await replayInto(file, { engine, encounters: encounters(...idsUpTo(30)), clock, spec });
  expect(next).toMatchObject({ ended: "complete", finished: 30 });
});

test("an engine that only throttles is not taken for one that is away", async () => {
  const throttled: EngineReply = { kind: "retry", error: "slow", retryAfterMs: 50, cause: "throttled" };
  const clock = virtualClock();
  const engine = engineAway(() => clock.monotonicMs() < 2000, throttled);
  const spec = { circuit: { ...circuit, give_up_after_ms: 1 }, retries: 20, backoff_ms: 500 };
  const outcome = await replayInto(freshJournal(), {
    engine,
    encounters: encounters("e1", "e2"),
    clock,
    spec,
  });
  expect(outcome).toMatchObject({ ended: "complete", finished: 2, failed: 0 });
});

test("a session stops once it has spent its budget for errors, and what failed is asked anew on demand", async () => {
  const file = freshJournal();
  const spec = { error_budget: { share: 0.1, after: 20 }, concurrency: 1, retries: 0 };
  const ids = idsUpTo(100);
  const broken = engineAway(() => true, wrong);
  const first = await replayInto(file, { engine: broken, encounters: encounters(...ids), spec });
  expect(first).toMatchObject({ ended: "error-budget", finished: 20, failed: 20 });

  const mended = engineAway(() => false);
  const resumed = await replayInto(file, { engine: mended, encounters: encounters(...ids), spec });
  expect(resumed).toMatchObject({ ended: "complete", finished: 80, failed: 0 });
  const again = await replayInto(file, {
    engine: mended,
    encounters: encounters(...ids),
    spec,
    retryFailed: true,
  });
  expect(again).toMatchObject({ ended: "complete", finished: 20, failed: 0 });
  const lines = await linesOf(file);
  expect(lines.length).toBe(120);
  expect(lines.filter(({ round }) => round === 2).map(({ encounter_id }) => encounter_id)).toEqual(
    ids.slice(0, 20),
  );
  expect(new Set(lines.map(({ request_id }) => request_id)).size).toBe(120);
  const settled = await replayInto(file, {
    engine: mended,
    encounters: encounters(...ids),
    spec,
    retryFailed: true,
  });
  expect(settled).toMatchObject({ ended: "complete", asked: 0 });
});

test("a budget that is broken by the last response of all is broken all the same", async () => {
  const engine = engineAway(() => true, wrong);
  const spec = { error_budget: { share: 0.5, after: 3 }, concurrency: 1 };
  const outcome = await replayInto(freshJournal(), { engine, encounters: encounters("a", "b", "c"), spec });
  expect(outcome.ended).toBe("error-budget");
});

function hangingEngine(): Engine {
  return { ask: () => new Promise(() => {}), close: async () => {} };
}

test("all attempts at an encounter end at its deadline", async () => {
  const clock = virtualClock();
  const file = freshJournal();
  const spec = { timeout_ms: 400, retries: 20, deadline_ms: 1000 };
  await replayInto(file, { engine: hangingEngine(), encounters: encounters("e1"), clock, spec });
  expect(await linesOf(file)).toMatchObject([
    { status: "failed", error: "no answer within 1000 ms, all attempts together", attempts: 3, timeouts: 3 },
  ]);
  expect(clock.monotonicMs()).toBe(1000);
});

test("an encounter's deadline is no sign of life: an engine that hangs is taken for one that is away", async () => {
  const clock = virtualClock();
  const spec = { deadline_ms: 500, circuit: { ...circuit, give_up_after_ms: 4000 }, concurrency: 4 };
  const given = { engine: hangingEngine(), encounters: encounters(...idsUpTo(150)), clock, spec };
  const outcome = await replayInto(freshJournal(), given);
  expect(outcome.ended).toBe("engine-away");
});

test("an answer that was kept is no sign of life either", async () => {
  const clock = virtualClock();
  const engine: Engine = {
    ask: async ({ request_id, encounter }) => {
      if (encounter.encounter_id.startsWith("new")) return gone;
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] }, cached: true };
    },
    close: async () => {},
  };
  const ids = idsUpTo(100).map((id, at) => (at % 2 === 0 ? `new-${id}` : id));
  const spec = { circuit: { ...circuit, give_up_after_ms: 4000 }, retries: 20, concurrency: 4 };
  const outcome = await replayInto(freshJournal(), { engine, encounters: encounters(...ids), clock, spec });
  expect(outcome).toMatchObject({ ended: "engine-away", failed: 0 });
});

test("only one probe is out at a time, whoever gives up waiting meanwhile", async () => {
  const clock = virtualClock();
  const stop = new AbortController().signal;
  const breaker = createCircuitBreaker({ spec: { ...circuit, failures: 1 }, clock, stop, giveUp: () => {} });
  breaker.note(false);
  const givers = ["a", "b", "c"].map(() => new AbortController());
  const out: number[] = [];
  givers.forEach(async ({ signal }, at) => {
    await breaker.admit(signal);
    if (signal.aborted) breaker.skip();
    else out.push(at);
  });
  await clock.sleep(1500);
  expect(out).toEqual([0]);
  givers[1]?.abort();
  await clock.sleep(1);
  expect(out).toEqual([0]);
  breaker.skip();
  await clock.sleep(1);
  expect(out).toEqual([0, 2]);
});

test("a deadline also ends the wait for an engine that is away, of those that were asked at all", async () => {
  const clock = virtualClock();
  const file = freshJournal();
  const spec = { circuit: { ...circuit, failures: 2 }, retries: 20, deadline_ms: 5000, concurrency: 2 };
  const engine = engineAway(() => clock.monotonicMs() < 20_000);
  const outcome = await replayInto(file, { engine, encounters: encounters(...idsUpTo(20)), clock, spec });
  expect(outcome).toMatchObject({ ended: "complete", finished: 20 });
  const failed = (await linesOf(file)).filter(({ status }) => status === "failed");
  expect(failed.length).toBeGreaterThanOrEqual(2);
  expect(failed.length).toBeLessThan(10);
  expect(failed.every(({ attempts }) => attempts >= 1)).toBe(true);
  expect(failed.every(({ error }) => error === "no answer within 5000 ms, all attempts together")).toBe(true);
});

test("a session ends when its time is over, and what was in flight is asked by the next", async () => {
  const clock = virtualClock();
  const slow: Engine = {
    ask: async ({ request_id }) => {
      await clock.sleep(100);
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
  const file = freshJournal();
  const given = { engine: slow, clock, spec: { session_deadline_ms: 1050, concurrency: 1 } };
  const first = await replayInto(file, { ...given, encounters: encounters(...idsUpTo(15)) });
  expect(first).toMatchObject({ ended: "deadline", finished: 10 });
  const next = await replayInto(file, { ...given, encounters: encounters(...idsUpTo(15)) });
  expect(next).toMatchObject({ ended: "complete", finished: 5 });
});

test("the encounters of a patient are asked one after another, patients side by side", async () => {
  const clock = virtualClock();
  const log: string[] = [];
  const engine: Engine = {
    ask: async ({ request_id, encounter }) => {
      log.push(`+${encounter.encounter_id}`);
      await clock.sleep(10);
      log.push(`-${encounter.encounter_id}`);
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
  const groups = async function* () {
    for (const id of ["a1", "a2", "a3", "b1", "b2"])
      yield {
        encounter: Object.assign({ encounter_id: id, documents: [] }),
        group: id.charAt(0),
        signedAt: null,
      };
  };
  await replayInto(freshJournal(), {
    engine,
    encounters: encounters(),
    batch: groups,
    clock,
    spec: { concurrency: 8 },
  });
  expect(log.filter((entry) => entry.includes("a"))).toEqual(["+a1", "-a1", "+a2", "-a2", "+a3", "-a3"]);
  expect(log.indexOf("+b1")).toBeLessThan(log.indexOf("-a1"));
});

test("a limit that grows while one long group is asked lets the next groups in", async () => {
  const clock = virtualClock();
  const log: string[] = [];
  const engine: Engine = {
    ask: async ({ request_id, encounter }) => {
      log.push(encounter.encounter_id);
      await clock.sleep(10);
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
  const groups = async function* () {
    for (const id of [...idsUpTo(30).map((each) => `a-${each}`), "b-e1"])
      yield {
        encounter: Object.assign({ encounter_id: id, documents: [] }),
        group: id.charAt(0),
        signedAt: null,
      };
  };
  const spec = { concurrency: { start: 1, at_most: 8 } };
  await replayInto(freshJournal(), { engine, encounters: encounters(), batch: groups, clock, spec });
  expect(log.indexOf("b-e1")).toBeLessThan(5);
});

test("each repeat is a request of its own, and only what is missing is asked again", async () => {
  const file = freshJournal();
  const engine = scriptedEngine(["answer"]);
  const given = { engine, spec: { repeats: 3, concurrency: 2 } };
  const all = () => ({ encounters: encounters(), batch: repeatable("e1", "e2") });
  const outcome = await replayInto(file, { ...given, ...all() });
  expect(outcome.finished).toBe(6);
  const lines = await linesOf(file);
  expect(lines.map(({ encounter_id, repeat }) => `${encounter_id} ${repeat}`).sort()).toEqual([
    "e1 1",
    "e1 2",
    "e1 3",
    "e2 1",
    "e2 2",
    "e2 3",
  ]);
  expect(new Set(lines.map(({ request_id }) => request_id)).size).toBe(6);
  expect(await replayInto(file, { ...given, ...all() })).toMatchObject({ ended: "complete", asked: 0 });
});

/** A source that can be read again and again. */
function repeatable(...ids: string[]) {
  return (isNeeded: (id: string) => boolean) => sourceOf(encounters(...ids))(isNeeded);
}
