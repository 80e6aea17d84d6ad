import { expect, test } from "vitest";
import type { JournalLine } from "../../src/domain/journal-line.ts";
import { type ReplaySpec, replaySpecSchema } from "../../src/domain/replay-spec.ts";
import type { Clock } from "../../src/effects.ts";
import type { Engine, EngineReply } from "../../src/engine/engine.ts";
import { createArrivals } from "../../src/replay/pace/arrivals.ts";
import { createConcurrencyLimit } from "../../src/replay/pace/concurrency-limit.ts";
import { busyFor, encounters, freshJournal, idsUpTo, linesOf, replayInto, sourceOf } from "./replaying.ts";
import { virtualClock } from "./virtual-clock.ts";

const throttled: EngineReply = { kind: "retry", error: "slow down", retryAfterMs: null, cause: "throttled" };

/** An engine whose every answer takes what `workMs` says at the moment of asking; notes when it was asked. */
function timedEngine(
  clock: Clock,
  workMs: (nowMs: number) => number,
): Engine & { readonly askedAt: number[] } {
  const askedAt: number[] = [];
  return {
    askedAt,
    ask: async ({ request_id }) => {
      askedAt.push(clock.monotonicMs());
      await clock.sleep(workMs(clock.monotonicMs()));
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
}

/** Milliseconds an answer takes at an engine that stands still from 30 s to 32 s of each minute. */
function pausing(nowMs: number): number {
  const second = nowMs % 60_000;
  return second >= 30_000 && second < 32_000 ? 32_000 - second + 1 : 1;
}

/** Nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

const latencies = (lines: readonly JournalLine[]) => lines.map((line) => line.latency_ms ?? Number.NaN);

test("an open loop counts what a standing engine makes everybody wait; a closed one hides it", async () => {
  const clock = virtualClock();
  const open = freshJournal();
  await replayInto(open, {
    engine: timedEngine(clock, pausing),
    encounters: encounters(),
    batch: null,
    paced: sourceOf(encounters(...idsUpTo(6000))),
    clock,
    spec: { mode: "realtime", arrivals: { by: "rate", per_second: 100 } },
  });
  const lines = await linesOf(open);
  expect(lines.length).toBe(6000);
  expect(lines.every(({ mode, late_ms }) => mode === "realtime" && (late_ms ?? 1) < 1)).toBe(true);
  // Of 6,000 requests of one minute the slowest 60 are those of the first 0.6 s of the pause: the 99th percentile is 1.4 s.
  expect(percentile(latencies(lines), 0.99)).toBeGreaterThan(1390);
  expect(percentile(latencies(lines), 0.99)).toBeLessThan(1412);

  const closed = freshJournal();
  const other = virtualClock();
  await replayInto(closed, {
    engine: timedEngine(other, pausing),
    encounters: encounters(...idsUpTo(6000)),
    clock: other,
    spec: { concurrency: 1 },
  });
  expect(percentile(latencies(await linesOf(closed)), 0.99)).toBeLessThan(10);
});

test("no more than so many requests leave in any second, retries included", async () => {
  const clock = virtualClock();
  const timed = timedEngine(clock, () => 700);
  let count = 0;
  const engine: Engine = {
    ask: async (request, signal) => {
      const reply = await timed.ask(request, signal);
      count += 1;
      return count % 3 === 0 ? busyFor(null) : reply;
    },
    close: async () => {},
  };
  await replayInto(freshJournal(), {
    engine,
    encounters: encounters(...idsUpTo(60)),
    clock,
    spec: { concurrency: 32, rate_limit: { per_second: 10 }, retries: 9 },
  });
  const { askedAt } = timed;
  expect(askedAt.length).toBeGreaterThan(80);
  for (const start of askedAt) {
    expect(askedAt.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(10);
  }
});

test("a request that waits for the rate has not begun: its deadline runs from its first attempt", async () => {
  const clock = virtualClock();
  const file = freshJournal();
  await replayInto(file, {
    engine: timedEngine(clock, () => 1),
    encounters: encounters(),
    batch: null,
    paced: sourceOf(encounters(...idsUpTo(300))),
    clock,
    spec: {
      mode: "realtime",
      arrivals: { by: "rate", per_second: 20 },
      rate_limit: { per_second: 10 },
      deadline_ms: 500,
    },
  });
  const coded = (await linesOf(file)).filter(({ status }) => status === "coded");
  expect(coded.length).toBe(300);
});

test("a wait for the rate limit is latency and no lateness; one for a place in flight is both", async () => {
  const longest = async (spec: Partial<ReplaySpec>) => {
    const clock = virtualClock();
    const file = freshJournal();
    await replayInto(file, {
      engine: timedEngine(clock, () => 100),
      encounters: encounters(),
      batch: null,
      paced: sourceOf(encounters(...idsUpTo(100))),
      clock,
      spec: { mode: "realtime", arrivals: { by: "rate", per_second: 20 }, ...spec },
    });
    const lines = await linesOf(file);
    const late = Math.max(...lines.map(({ late_ms }) => late_ms ?? Number.NaN));
    return { late, latency: Math.max(...latencies(lines)) };
  };
  // The last of 100 is due after 4.95 s; at 10 a second, or one after another, it leaves after 9.9 s.
  const limited = await longest({ rate_limit: { per_second: 10 } });
  expect(limited.late).toBeLessThan(2);
  expect(limited.latency).toBeGreaterThan(4900);
  const crowded = await longest({ in_flight_at_most: 1 });
  expect(crowded.late).toBeGreaterThan(4900);
  expect(crowded.latency).toBeGreaterThan(5000);
});

test("requests at the spacing of signed_at, so many times as fast, and again right after for a repeat", () => {
  const next = createArrivals({ by: "signed_at", speed: 10 }, () => 0.5);
  expect([5000, 6000, 9000, 9000, 5000, 6000].map(next)).toEqual([0, 100, 400, 400, 400, 500]);
});

test("random arrivals are repeatable and have exponential gaps of the right mean", () => {
  let draw = 0;
  const even = () => {
    draw += 1;
    return ((draw * 997) % 10_000) / 10_000;
  };
  const next = createArrivals({ by: "poisson", per_second: 20 }, even);
  const times = Array.from({ length: 10_000 }, () => next(null));
  expect((times.at(-1) ?? 0) / 10_000).toBeCloseTo(50, 0);
  const gaps = times.map((at, index) => at - (times[index - 1] ?? 0));
  // P(gap > 50 ms) = 1/e for an exponential with that mean.
  expect(gaps.filter((gap) => gap > 50).length / gaps.length).toBeCloseTo(Math.exp(-1), 2);
});

test("the concurrency that is found grows by one a round and halves once when the engine says stop", () => {
  const limit = createConcurrencyLimit({ start: 4, at_most: 8 });
  const note = (startedAt: number, cause: "throttled" | "late" | "unavailable" | null) =>
    limit.note({ startedAt, endedAt: startedAt + 10, inFlight: limit.current(), cause });
  for (let answer = 0; answer < 5; answer += 1) note(answer, null);
  expect(limit.current()).toBe(5);
  for (let answer = 0; answer < 100; answer += 1) note(answer, null);
  expect(limit.current()).toBe(8);
  note(100, "throttled");
  note(105, "late");
  expect(limit.current()).toBe(4);
  note(111, "unavailable");
  expect(limit.current()).toBe(4);
  note(112, "late");
  expect(limit.current()).toBe(2);
});

test("a limit that holds nobody back does not grow", () => {
  const limit = createConcurrencyLimit({ start: 4, at_most: 8 });
  for (let answer = 0; answer < 100; answer += 1)
    limit.note({ startedAt: answer, endedAt: answer, inFlight: 1, cause: null });
  expect(limit.current()).toBe(4);
});

test("an engine that takes ten at once is filled, and not flooded", async () => {
  const clock = virtualClock();
  let inside = 0;
  let most = 0;
  let refused = 0;
  const engine: Engine = {
    ask: async ({ request_id }) => {
      if (inside >= 10) {
        refused += 1;
        return throttled;
      }
      inside += 1;
      most = Math.max(most, inside);
      await clock.sleep(100);
      inside -= 1;
      return { kind: "answer", answer: { request_id, status: "coded", codes: [] } };
    },
    close: async () => {},
  };
  const file = freshJournal();
  const spec = { concurrency: { start: 1, at_most: 64 }, retries: 20, backoff_ms: 200 };
  const outcome = await replayInto(file, { engine, encounters: encounters(...idsUpTo(1000)), clock, spec });
  expect(outcome).toMatchObject({ ended: "complete", finished: 1000, failed: 0 });
  expect(most).toBe(10);
  expect(refused).toBeLessThan(200);
  expect(clock.monotonicMs()).toBeLessThan(25_000);
});

test("arrivals without realtime, and realtime without arrivals, are refused by name", () => {
  const problemsOf = (spec: object) =>
    replaySpecSchema
      .safeParse(spec)
      .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  expect(problemsOf({ mode: "realtime" })).toEqual([
    "mode: realtime needs arrivals, such as {by: rate, per_second: 5}",
  ]);
  expect(problemsOf({ arrivals: { by: "rate", per_second: 5 } })).toEqual([
    "arrivals: arrivals are for mode realtime; the mode is batch",
  ]);
  expect(problemsOf({ mode: "realtime", arrivals: { by: "rate", per_second: 5 }, cache: "kept" })).toEqual([
    "cache: an answer from the cache has no latency: the cache is for mode batch",
  ]);
});
