import { randomInt } from "node:crypto";
import { hostname } from "node:os";

/** The only source of time. `now` is for the record, `monotonicMs` for durations. */
export interface Clock {
  readonly now: () => Date;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Lines for people; never part of a result. */
export interface Logger {
  readonly info: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** A stream of uniform numbers in [0, 1). */
export type Random = () => number;

/** A timer of Node.js that is set further ahead goes off at once. */
const longestTimerMs = 2 ** 31 - 1;

function sleepUntil(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    let leftMs = ms;
    let timer = setTimeout(goOn, Math.min(leftMs, longestTimerMs));
    function goOn() {
      leftMs -= longestTimerMs;
      if (leftMs <= 0) return done();
      timer = setTimeout(goOn, Math.min(leftMs, longestTimerMs));
    }
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done, { once: true });
  });
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: sleepUntil,
};

export const silentLogger: Logger = { info: () => {}, warn: () => {} };

/** Chance that nobody needs to repeat, such as the jitter of a retry. */
export const systemRandom: Random = () => randomInt(2 ** 32) / 2 ** 32;

/**
 * Repeatable chance: the mulberry32 generator (Tommy Ettinger, public domain), 32-bit state from `seed`.
 * Same seed, same numbers, on every platform.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The environment the program was started in; read here and nowhere else. */
export function readEnvironment(name: string): string | undefined {
  return process.env[name];
}

/** The version of the Node.js that runs this program, such as `v20.19.0`. */
export const runtimeVersion = process.version;

/** Which process on which machine this is. */
export const ownProcess = { pid: process.pid, host: hostname() };

/** Whether a process of this machine is still there; one of another user counts as there. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
