import { expect, test } from "vitest";
import type { SentEncounter } from "../../src/domain/engine-protocol.ts";
import { systemClock } from "../../src/effects.ts";
import type { ReplayProgress } from "../../src/replay/tally.ts";
import {
  busy,
  busyFor,
  codingEngine,
  encounters,
  freshJournal,
  idsUpTo,
  linesOf,
  pause,
  replayInto,
  scriptedEngine,
} from "./replaying.ts";

test("every encounter gets one line with what the engine said, null where it said nothing", async () => {
  const file = freshJournal();
  const engine = codingEngine(() => ({
    status: "coded",
    confidence: 0.9,
    codes: [
      {
        system: "ICD-10-CM",
        code: "I50.23",
        poa: "Y",
        evidence: [{ document_id: "d", start: 1, end: 4, why: "x" }],
      },
      { system: "CPT", code: "99213", modifiers: ["25"], units: 1 },
    ],
  }));
  const outcome = await replayInto(file, { engine, encounters: encounters("e1") });
  const counts = { asked: 1, finished: 1, failed: 0, abstained: 0, retries: 0 };
  expect(outcome).toEqual({ ...counts, openJobs: 0, ended: "complete" });
  const nothing = {
    sequence: null,
    use: null,
    poa: null,
    modifiers: [],
    units: null,
    service_date: null,
    version: null,
  };
  expect(await linesOf(file)).toEqual([
    {
      request_id: "r-e1",
      encounter_id: "e1",
      status: "coded",
      codes: [
        {
          ...nothing,
          system: "ICD-10-CM",
          code: "I50.23",
          poa: "Y",
          confidence: null,
          evidence: [{ document_id: "d", start: 1, end: 4 }],
        },
        {
          ...nothing,
          system: "CPT",
          code: "99213",
          modifiers: ["25"],
          units: 1,
          confidence: null,
          evidence: [],
        },
      ],
      confidence: 0.9,
      reason: null,
      error: null,
      http_status: null,
      engine_name: "test",
      engine_version: "1",
      repeat: 1,
      round: 1,
      mode: "batch",
      cached: false,
      attempts: 1,
      timeouts: 0,
      latency_ms: expect.any(Number),
      turnaround_ms: null,
      intended_at: null,
      late_ms: null,
      usage: null,
      finished_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
  ]);
});

test("an abstention keeps its reason and its codes", async () => {
  const file = freshJournal();
  const codes = [{ system: "ICD-10-CM", code: "R07.9" }];
  const engine = codingEngine(() => ({ status: "abstained", reason: "low_confidence", codes }));
  const outcome = await replayInto(file, { engine, encounters: encounters("e1", "e2") });
  expect(outcome).toMatchObject({ finished: 2, abstained: 2, failed: 0 });
  expect((await linesOf(file))[0]).toMatchObject({ status: "abstained", reason: "low_confidence", codes });
});

test("an engine that is busy is asked again, and the attempts are counted", async () => {
  const file = freshJournal();
  const outcome = await replayInto(file, {
    engine: scriptedEngine([busy, busy, "answer"]),
    encounters: encounters("e1", "e2"),
    spec: { retries: 2 },
  });
  expect(outcome).toMatchObject({ asked: 2, finished: 2, failed: 0, retries: 4 });
  expect((await linesOf(file)).map(({ status, attempts }) => [status, attempts])).toEqual([
    ["coded", 3],
    ["coded", 3],
  ]);
});

test("after the last retry the encounter has failed, with the last error", async () => {
  const file = freshJournal();
  const engine = scriptedEngine([busy]);
  await replayInto(file, { engine, encounters: encounters("e1"), spec: { retries: 2 } });
  expect(engine.asked).toEqual(["e1", "e1", "e1"]);
  expect(await linesOf(file)).toMatchObject([{ status: "failed", error: "busy", attempts: 3, codes: [] }]);
});

test("a failed response is final at once, its error cut to 200 characters", async () => {
  const file = freshJournal();
  const engine = scriptedEngine([{ kind: "failed", error: "𝄞".repeat(300), httpStatus: 500 }]);
  const outcome = await replayInto(file, { engine, encounters: encounters("e1") });
  expect(outcome).toMatchObject({ finished: 1, failed: 1, retries: 0 });
  expect(await linesOf(file)).toMatchObject([{ error: "𝄞".repeat(200), http_status: 500, attempts: 1 }]);
});

test("the waits between attempts double, and one that the engine asked for is kept", async () => {
  const waits: number[] = [];
  const asked = busyFor(7000);
  const clock = {
    ...systemClock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      if (ms > 20_000) return systemClock.sleep(ms, signal);
      waits.push(ms);
    },
  };
  await replayInto(freshJournal(), {
    engine: scriptedEngine([busy, busy, asked, "answer"]),
    encounters: encounters("e1"),
    spec: { backoff_ms: 400, timeout_ms: 60_000 },
    clock,
  });
  expect(waits).toEqual([200, 400, 7200]);
});

test("an attempt without an answer in time is ended and retried, also where the engine does not listen", async () => {
  const file = freshJournal();
  let ended = 0;
  const engine = codingEngine((id, signal) => {
    signal.addEventListener("abort", () => {
      ended += 1;
    });
    return id === "slow" ? new Promise(() => {}) : { status: "coded" };
  });
  const startedAt = performance.now();
  const outcome = await replayInto(file, {
    engine,
    encounters: encounters("slow", "quick"),
    spec: { timeout_ms: 50, retries: 1 },
  });
  expect(performance.now() - startedAt).toBeLessThan(3000);
  expect(outcome).toMatchObject({ finished: 2, failed: 1, retries: 1 });
  expect(ended).toBe(2);
  expect(
    (await linesOf(file)).map(({ encounter_id, status, error }) => [encounter_id, status, error]),
  ).toEqual([
    ["quick", "coded", null],
    ["slow", "failed", "no answer within 50 ms"],
  ]);
});

test("time-outs count from each attempt's own start", async () => {
  const engine = codingEngine(async () => {
    await pause(60);
    return { status: "coded" };
  });
  const outcome = await replayInto(freshJournal(), {
    engine,
    encounters: encounters(...idsUpTo(8)),
    spec: { timeout_ms: 110, retries: 0, concurrency: 2 },
  });
  expect(outcome).toMatchObject({ finished: 8, failed: 0 });
});

test("no more requests are open than the bound, and no more encounters are read than asked", async () => {
  let open = 0;
  let most = 0;
  let read = 0;
  let asked = 0;
  const engine = codingEngine(async () => {
    asked += 1;
    open += 1;
    most = Math.max(most, open);
    await pause(Math.random() * 4);
    open -= 1;
    return { status: "coded" };
  });
  async function* counted(): AsyncGenerator<SentEncounter> {
    for await (const encounter of encounters(...idsUpTo(200))) {
      read += 1;
      expect(read - asked).toBeLessThanOrEqual(1);
      yield encounter;
    }
  }
  const file = freshJournal();
  await replayInto(file, { engine, encounters: counted(), spec: { concurrency: 7 } });
  expect(most).toBe(7);
  expect(new Set((await linesOf(file)).map((line) => line.encounter_id)).size).toBe(200);
});

test("progress is told after every change and ends at the outcome", async () => {
  const told: ReplayProgress[] = [];
  const outcome = await replayInto(freshJournal(), {
    engine: scriptedEngine([busy, "answer"]),
    encounters: encounters("e1", "e2"),
    onProgress: (progress) => told.push(progress),
  });
  const { ended: _ended, openJobs: _openJobs, ...counts } = outcome;
  expect(told.at(-1)).toEqual(counts);
  expect(told.length).toBe(6);
});

test("code systems nobody asked for are stored as they came", async () => {
  const file = freshJournal();
  const engine = codingEngine(() => ({
    status: "coded",
    codes: [{ system: "SNOMED CT", code: "22298006" }],
  }));
  await replayInto(file, { engine, encounters: encounters("e1") });
  expect((await linesOf(file))[0]?.codes).toMatchObject([{ system: "SNOMED CT", code: "22298006" }]);
});
