import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { openProgress } from "../../src/commands/progress-view.ts";
import type { Shell } from "../../src/commands/shell.ts";
import { systemClock } from "../../src/effects.ts";

/** A shell whose clock stands still until it is set, and whose stderr is a list. */
function openShell(isTerminal: boolean) {
  const said: string[] = [];
  const time = { ms: 0 };
  const shell: Shell = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    say: (text) => said.push(text),
    isTerminal,
    columns: 80,
    clock: { ...systemClock, monotonicMs: () => time.ms },
    random: () => 0,
    environment: () => undefined,
    nodeVersion: "20.19.0",
    signal: new AbortController().signal,
    finish: () => {},
  };
  return { said, time, progress: openProgress(shell) };
}

function replayed(done: number) {
  return { stage: "replay", done, total: 100, failed: 0, retries: 0 };
}

it("writes the first report of a stage, then a line only when it is due", () => {
  const { said, time, progress } = openShell(false);
  for (const [ms, done] of [
    [0, 0],
    [1000, 40],
    [3000, 60],
    [4000, 70],
  ] as const) {
    time.ms = ms;
    progress.show(replayed(done));
  }
  progress.clear();
  expect(said).toEqual([
    "Asking the engine: 0 of 100 (0 %)\n",
    "Asking the engine: 60 of 100 (60 %), 20/s, 2 s left\n",
  ]);
});

it("writes the last report of a stage once, however soon it comes", () => {
  const { said, time, progress } = openShell(false);
  progress.show(replayed(0));
  time.ms = 500;
  progress.show(replayed(100));
  progress.show(replayed(100));
  expect(said).toEqual([
    "Asking the engine: 0 of 100 (0 %)\n",
    "Asking the engine: 100 of 100 (100 %), 200/s\n",
  ]);
});

it("draws over one line of a terminal, ten times a second, and leaves it empty", () => {
  const { said, time, progress } = openShell(true);
  progress.show(replayed(0));
  time.ms = 50;
  progress.show(replayed(5));
  time.ms = 1000;
  progress.show(replayed(50));
  progress.clear();
  expect(said).toHaveLength(3);
  expect(said[1]).toBe(
    "\r\u001b[2KAsking the engine  ██████████░░░░░░░░░░  50 of 100 (50 %)  50/s  1 s left",
  );
  expect(said[2]).toBe("\r\u001b[2K");
});
