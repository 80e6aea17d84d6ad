import { setMaxListeners } from "node:events";
import type { SessionEnd } from "../domain/run-manifest.ts";

/** The one way a replay ends early: the caller's signal, a limit that was reached, or the first error. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly fail: (error: unknown) => void;
  /** Ends the session in order; the first reason counts. */
  readonly end: (reason: SessionEnd) => void;
  /** Tells that something was left without a final response. */
  readonly leave: () => void;
  /** Why it ended; `complete` too where it was stopped when nothing was left to do, but for a broken error budget. */
  readonly ended: () => SessionEnd;
  /** Throws the first error, if there was one. */
  readonly throwFailure: () => void;
  readonly release: () => void;
}

export function createStop(caller: AbortSignal): Stop {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const failures: unknown[] = [];
  let reason: SessionEnd | null = null;
  let isLeft = false;
  const end = (why: SessionEnd) => {
    reason ??= why;
    controller.abort();
  };
  const interrupt = () => end("interrupted");
  if (caller.aborted) interrupt();
  caller.addEventListener("abort", interrupt, { once: true });
  return {
    signal: controller.signal,
    fail: (error) => {
      failures.push(error);
      controller.abort();
    },
    end,
    leave: () => {
      isLeft = true;
    },
    ended: () => (reason !== null && (isLeft || reason === "error-budget") ? reason : "complete"),
    throwFailure: () => {
      if (failures.length > 0) throw failures[0];
    },
    release: () => caller.removeEventListener("abort", interrupt),
  };
}
