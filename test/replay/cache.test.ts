import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { openAnswerCache } from "../../src/replay/cache/answer-cache.ts";
import { cacheEngine } from "../../src/replay/cache/cached-engine.ts";
import { busy, encounters, freshJournal, idsUpTo, linesOf, replayInto, scriptedEngine } from "./replaying.ts";

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function versionedEngine(version: string | null): Engine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async ({ request_id, encounter }) => {
      asked.push(encounter.encounter_id);
      const codes = [{ system: "ICD-10-CM", code: `I1${encounter.encounter_id.slice(1)}` }];
      const engine = { name: "vendor", version };
      return { kind: "answer", answer: { request_id, status: "coded", codes, engine } };
    },
    close: async () => {},
  };
}

/** Replays through the cache in `folder`; gives the lines and what the cache counted. */
async function replayCached(
  folder: string,
  name: string,
  engine: Engine,
  versions: readonly string[],
  ids: string[],
) {
  const cache = await openAnswerCache(folder, name);
  const file = freshJournal();
  const wrapped = cacheEngine(engine, cache, { who: "vendor", versions });
  await replayInto(file, { engine: wrapped, encounters: encounters(...ids) });
  await cache.close();
  return { lines: await linesOf(file), counts: cache.counts() };
}

test("an answer that is kept is not asked for again, and the line says so", async () => {
  const folder = freshFolder();
  const first = versionedEngine("1");
  const asked = await replayCached(folder, "a", first, ["1"], ["e1", "e2"]);
  expect([asked.counts, first.asked.length]).toEqual([{ hits: 0, stored: 2 }, 2]);

  const second = versionedEngine("1");
  const kept = await replayCached(folder, "b", second, ["1"], ["e1", "e2", "e3"]);
  expect([kept.counts, second.asked]).toEqual([{ hits: 2, stored: 1 }, ["e3"]]);
  const line = kept.lines.find(({ encounter_id }) => encounter_id === "e1");
  expect(line).toMatchObject({ cached: true, attempts: 0, latency_ms: null, codes: [{ code: "I11" }] });
});

test("another version of the engine is asked anew, and an answer of a version nobody named is not kept", async () => {
  const folder = freshFolder();
  await replayCached(folder, "a", versionedEngine("1"), ["1"], ["e1"]);
  const next = versionedEngine("2");
  expect((await replayCached(folder, "b", next, ["2"], ["e1"])).counts).toEqual({ hits: 0, stored: 1 });
  expect((await replayCached(folder, "c", versionedEngine("3"), ["2"], ["e9"])).counts.stored).toBe(0);
  expect((await replayCached(folder, "d", versionedEngine(null), ["2"], ["e8"])).counts.stored).toBe(0);
});

test("kept answers wait for no rate limit and no engine, and a session that keeps none leaves no file", async () => {
  const folder = freshFolder();
  await replayCached(folder, "all", versionedEngine("1"), ["1"], idsUpTo(70));
  const lines = readFileSync(join(folder, "all.ndjson"), "utf8").trimEnd().split("\n");
  rmSync(join(folder, "all.ndjson"));
  for (const [at, line] of lines.entries()) writeFileSync(join(folder, `s${at}.ndjson`), `${line}\n`);
  const cache = await openAnswerCache(folder, "next");
  const engine = cacheEngine(scriptedEngine([busy]), cache, { who: "vendor", versions: ["1"] });
  const file = freshJournal();
  const spec = { rate_limit: { per_second: 0.001 }, concurrency: 8 };
  await replayInto(file, { engine, encounters: encounters(...idsUpTo(70)), spec });
  await cache.close();
  expect((await linesOf(file)).filter(({ cached }) => cached).length).toBe(70);
  expect(readdirSync(folder).length).toBe(70);
});

test("a file of kept answers that cannot be read is named", async () => {
  const folder = freshFolder();
  mkdirSync(join(folder, "odd.ndjson"));
  await expect(openAnswerCache(folder, "a")).rejects.toMatchObject({
    code: "file-unreadable",
    message: "cannot read the kept answers: it is a folder",
    where: { file: join(folder, "odd.ndjson") },
  });
});

test("a kept answer that was altered is no answer: the engine is asked", async () => {
  const folder = freshFolder();
  await replayCached(folder, "a", versionedEngine("1"), ["1"], ["e1", "e2"]);
  const file = join(folder, "a.ndjson");
  expect(readdirSync(folder)).toEqual(["a.ndjson"]);
  writeFileSync(file, readFileSync(file, "utf8").replace("I11", "I99"));
  const engine = versionedEngine("1");
  const { lines } = await replayCached(folder, "b", engine, ["1"], ["e1", "e2"]);
  expect(engine.asked).toEqual(["e1"]);
  expect(lines.map(({ codes }) => codes[0]?.code).sort()).toEqual(["I11", "I12"]);
});
