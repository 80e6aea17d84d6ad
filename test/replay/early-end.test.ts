import { expect, test } from "vitest";
import type { SentEncounter } from "../../src/domain/engine-protocol.ts";
import { HarnessError } from "../../src/errors.ts";
import {
  busyFor,
  codingEngine,
  encounters,
  freshJournal,
  idsUpTo,
  linesOf,
  linesOnDisk,
  pause,
  replayInto,
  scriptedEngine,
} from "./replaying.ts";

test("an interrupted replay returns promptly with whole lines, and resuming asks only what is missing", async () => {
  const file = freshJournal();
  const controller = new AbortController();
  const engine = codingEngine(async (id) => {
    if (id === "e30") controller.abort();
    if (Number(id.slice(1)) > 26) await pause(20_000);
    return { status: "coded" };
  });
  const startedAt = performance.now();
  const outcome = await replayInto(file, {
    engine,
    encounters: encounters(...idsUpTo(60)),
    spec: { concurrency: 4 },
    signal: controller.signal,
  });
  expect(performance.now() - startedAt).toBeLessThan(3000);
  expect(outcome).toMatchObject({ ended: "interrupted", asked: 30, finished: 26 });
  expect((await linesOf(file)).length).toBe(26);
  const next = scriptedEngine(["answer"]);
  const rest = await replayInto(file, { engine: next, encounters: encounters(...idsUpTo(60)) });
  expect(rest).toMatchObject({ ended: "complete", asked: 34, finished: 34 });
  expect(next.asked).toEqual(idsUpTo(60).slice(26));
  expect((await linesOf(file)).length).toBe(60);
});

test("an interruption ends a wait between attempts", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  const startedAt = performance.now();
  const outcome = await replayInto(freshJournal(), {
    engine: scriptedEngine([busyFor(60_000)]),
    encounters: encounters(...idsUpTo(50)),
    spec: { concurrency: 32 },
    signal: controller.signal,
  });
  expect(performance.now() - startedAt).toBeLessThan(3000);
  expect(outcome).toMatchObject({ ended: "interrupted", asked: 32, finished: 0 });
});

test("a signal that was aborted before asks nothing; one aborted after the last answer interrupts nothing", async () => {
  const engine = scriptedEngine(["answer"]);
  const before = await replayInto(freshJournal(), {
    engine,
    encounters: encounters("e1"),
    signal: AbortSignal.abort(),
  });
  expect([before.ended, engine.asked]).toEqual(["interrupted", []]);
  const file = freshJournal();
  await replayInto(file, { engine, encounters: encounters("e1") });
  const after = await replayInto(file, { engine, encounters: encounters("e1"), signal: AbortSignal.abort() });
  expect(after.ended).toBe("complete");
});

test("an engine that cannot be used stops the run with its error, and what was answered is kept", async () => {
  const file = freshJournal();
  const unusable = new HarnessError("engine-unusable", "the key was withdrawn");
  const good = scriptedEngine(["answer"]);
  const engine = {
    ...good,
    ask: (...[request, signal]: Parameters<typeof good.ask>) =>
      request.request_id === "r-e5" ? Promise.reject(unusable) : good.ask(request, signal),
  };
  const replay = replayInto(file, {
    engine,
    encounters: encounters(...idsUpTo(50)),
    spec: { concurrency: 1 },
  });
  await expect(replay).rejects.toBe(unusable);
  expect(linesOnDisk(file)).toBe(4);
});

test("an error of the encounters themselves stops the run, and what was answered is kept", async () => {
  const file = freshJournal();
  const lost = new HarnessError("file-unreadable", "the notes are gone");
  async function* failing(): AsyncGenerator<SentEncounter> {
    yield* encounters("e1", "e2");
    await pause(20);
    throw lost;
  }
  const replay = replayInto(file, { engine: scriptedEngine(["answer"]), encounters: failing() });
  await expect(replay).rejects.toBe(lost);
  expect(linesOnDisk(file)).toBe(2);
});
