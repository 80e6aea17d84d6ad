import type { ReplaySpec } from "../../domain/replay-spec.ts";
import type { Clock } from "../../effects.ts";

const longestPauseMs = 60_000;

/** Holds attempts back while the engine is away. */
export interface CircuitBreaker {
  /** Resolves when an attempt may leave, or when `signal` aborts; undefined: at once. Each is followed by one `note` or `skip`. */
  readonly admit: (signal: AbortSignal) => Promise<void> | undefined;
  /** Tells how an attempt ended: whether the engine gave a sign of life. */
  readonly note: (isAlive: boolean) => void;
  /** Tells that an attempt which was let out did not leave after all. */
  readonly skip: () => void;
}

interface Circuit {
  readonly spec: ReplaySpec["circuit"];
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** The engine was away for too long. */
  readonly giveUp: () => void;
}

/**
 * Closed, every attempt leaves; after `failures` in a row without a sign of life it opens and none leaves. After a
 * pause one attempt goes out as a probe (half open): a sign of life closes it, another failure doubles the pause
 * (Nygard, "Release It!", 2007). Any attempt's sign of life closes it, also of one that left before.
 */
export function createCircuitBreaker({ spec, clock, stop, giveUp }: Circuit): CircuitBreaker {
  let state: "closed" | "open" | "half-open" = "closed";
  let isProbeOut = false;
  /** Attempts whose signal was over before they were let out: their `skip` is no probe's. */
  let neverOut = 0;
  let pauses = 0;
  let failuresInRow = 0;
  let awaySince = 0;
  let pauseMs: number = spec.probe_after_ms;
  const waiting = new Set<() => void>();

  function releaseAll(): void {
    const released = [...waiting];
    waiting.clear();
    for (const release of released) release();
  }

  function releaseProbe(): void {
    const [release] = waiting;
    isProbeOut = release !== undefined;
    if (release === undefined) return;
    waiting.delete(release);
    release();
  }

  async function pause(): Promise<void> {
    state = "open";
    pauses += 1;
    const own = pauses;
    await clock.sleep(pauseMs, stop);
    if (stop.aborted || state !== "open" || own !== pauses) return;
    state = "half-open";
    releaseProbe();
  }

  function open(): void {
    awaySince = clock.monotonicMs();
    pauseMs = spec.probe_after_ms;
    void pause();
  }

  function openAgain(): void {
    if (clock.monotonicMs() - awaySince >= spec.give_up_after_ms) {
      giveUp();
      return;
    }
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    void pause();
  }

  function wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(release);
        neverOut += 1;
        resolve();
      };
      waiting.add(release);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  return {
    admit: (signal) => {
      if (signal.aborted) neverOut += 1;
      if (state === "closed" || signal.aborted) return undefined;
      if (state === "open" || isProbeOut) return wait(signal);
      isProbeOut = true;
      return undefined;
    },
    note: (isAlive) => {
      if (isAlive) {
        failuresInRow = 0;
        state = "closed";
        return releaseAll();
      }
      failuresInRow += 1;
      if (state === "half-open") openAgain();
      else if (state === "closed" && failuresInRow >= spec.failures) open();
    },
    skip: () => {
      if (neverOut > 0) neverOut -= 1;
      else if (state === "half-open") releaseProbe();
    },
  };
}
