import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../src/effects.ts";
import { program, runCli } from "../cli/run-cli.ts";
import {
  engineText,
  gate,
  journalLines,
  readRunManifest,
  readText,
  removeFolder,
  runFiles,
  writeFiles,
} from "./making-runs.ts";

const encounters = 5000;
const folder = mkdtempSync(join(tmpdir(), "shadowbench-killed-"));
const files = runFiles({
  encounters,
  engine: engineText({ delayMs: 3 }),
  scenario: `replay: {concurrency: 16, retries: 0}\nslices: [setting, payer]\n${gate}`,
});

/** What the uninterrupted run took, and how large its journal is. */
const whole = { ms: 0, bytes: 0 };

function journalBytes(out: string): number {
  return statSync(join(folder, out, "journal.ndjson"), { throwIfNoEntry: false })?.size ?? 0;
}

/** Runs the program and kills it at `moment`, with whatever it does then; gives whether it was still running. */
async function killAt(moment: (ended: Promise<unknown>) => Promise<unknown>, out: string): Promise<boolean> {
  const child = spawn(process.execPath, [program, "run", "scenario.yaml", "--resume", "--out", out], {
    cwd: folder,
    env: { ...process.env, XDG_DATA_HOME: join(folder, "data") },
    stdio: "ignore",
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on("exit", (_, signal) => resolve(signal));
  });
  await moment(ended);
  child.kill("SIGKILL");
  return (await ended) === "SIGKILL";
}

/** The moment when the journal has grown to a share of the whole one. */
function whenWritten(share: number, out: string) {
  return async (ended: Promise<unknown>) => {
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    while (!isOver && journalBytes(out) < share * whole.bytes) await sleep(2);
  };
}

/** Any moment in the first third of what a whole run takes: it is loading, or asking. */
function whenElapsed(share: number) {
  return (ended: Promise<unknown>) => Promise.race([ended, sleep((share * whole.ms) / 3)]);
}

/** A moment after the last answer: it is analyzing. */
function whenAnalyzing(share: number, out: string) {
  return async (ended: Promise<unknown>) => {
    await whenWritten(0.999, out)(ended);
    await Promise.race([ended, sleep((share * whole.ms) / 10)]);
  };
}

function drawMoments(out: string, random: Random) {
  const [first = 0, last = 0, ...shares] = Array.from({ length: 5 }, random);
  return [
    whenElapsed(first),
    ...shares.toSorted((a, b) => a - b).map((share) => whenWritten(share, out)),
    whenAnalyzing(last, out),
  ];
}

function answeredIds(out: string): string[] {
  return journalLines(folder, out).map((line) => line.match(/"encounter_id":"([^"]+)"/)?.[1] ?? "");
}

beforeAll(async () => {
  writeFiles(folder, files);
  const start = performance.now();
  const { status, stderr } = await runCli(["run", "scenario.yaml", "--out", "whole"], { cwd: folder });
  expect(status, stderr).toBe(0);
  whole.ms = performance.now() - start;
  whole.bytes = journalBytes("whole");
});

afterAll(() => removeFolder(folder));

describe("a replay of 5,000 encounters, killed with -9", () => {
  it.concurrent.for([0, 1, 2, 3])(
    "five times at random moments and resumed after each, ends with the bytes of a whole run (%i)",
    { timeout: 120_000 },
    async (round, { expect }) => {
      const out = `killed-${round}`;
      const killed: boolean[] = [];
      for (const moment of drawMoments(out, seededRandom(round))) killed.push(await killAt(moment, out));
      expect(killed).toEqual([true, true, true, true, true]);
      const resumed = await runCli(["run", "scenario.yaml", "--resume", "--out", out], { cwd: folder });
      expect(resumed.status, resumed.stderr).toBe(0);
      const ids = answeredIds(out);
      expect(ids.length).toBe(encounters);
      expect(new Set(ids).size).toBe(encounters);
      expect(readText(folder, out, "results.json")).toBe(readText(folder, "whole", "results.json"));
      expect(existsSync(join(folder, out, "spool"))).toBe(false);
      const { sessions } = readRunManifest(folder, out);
      const left = sessions.filter(({ finished_at: finishedAt }) => finishedAt === null);
      expect(left.length).toBeGreaterThanOrEqual(2);
    },
  );
});
