import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../src/effects.ts";
import { program, runCli } from "../cli/run-cli.ts";
import { engineText, gate, journalLines, readText, removeFolder, runFiles, writeFiles } from "./making-runs.ts";

const encounters = 5000;
const folder = mkdtempSync(join(tmpdir(), "shadowbench-killed-"));
const random = seededRandom(20);
const files = runFiles({
  encounters,
  engine: engineText({ delayMs: 4 }),
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

/** The moment when a share of the time of the whole run is over: in loading, asking or analyzing. */
function whenElapsed(share: number) {
  return (ended: Promise<unknown>) => Promise.race([ended, sleep(share * whole.ms)]);
}

/** Four moments of one replay from its begin to its end, and one of any stage. */
function drawMoments(out: string) {
  const shares = Array.from({ length: 4 }, random).toSorted((a, b) => a - b);
  return [...shares.map((share) => whenWritten(share, out)), whenElapsed(0.05 + 0.6 * random())];
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
  it.for([0, 1, 2, 3])(
    "five times at random moments and resumed after each, ends with the bytes of a whole run (%i)",
    { timeout: 120_000 },
    async (round) => {
      const out = `killed-${round}`;
      const killed: boolean[] = [];
      for (const moment of drawMoments(out)) killed.push(await killAt(moment, out));
      expect(killed).toEqual([true, true, true, true, true]);
      const resumed = await runCli(["run", "scenario.yaml", "--resume", "--out", out], { cwd: folder });
      expect(resumed.status, resumed.stderr).toBe(0);
      const ids = answeredIds(out);
      expect(ids.length).toBe(encounters);
      expect(new Set(ids).size).toBe(encounters);
      expect(readText(folder, out, "results.json")).toBe(readText(folder, "whole", "results.json"));
      expect(existsSync(join(folder, out, "spool"))).toBe(false);
    },
  );
});
