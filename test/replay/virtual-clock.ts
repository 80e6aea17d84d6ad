import type { Clock } from "../../src/effects.ts";

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/**
 * A clock on which waiting takes no time: whenever everything else is done, it jumps to the next moment that somebody
 * waits for. Starts at 0, which is 2026-01-01 by the calendar.
 */
export function virtualClock(): Clock {
  const epoch = Date.parse("2026-01-01T00:00:00Z");
  const sleepers: Sleeper[] = [];
  let nowMs = 0;
  let isTicking = false;

  function tick(): void {
    sleepers.sort((a, b) => a.wakesAt - b.wakesAt);
    const next = sleepers.shift();
    if (next !== undefined) {
      nowMs = Math.max(nowMs, next.wakesAt);
      next.wake();
    }
    if (sleepers.length > 0) setImmediate(tick);
    else isTicking = false;
  }

  return {
    now: () => new Date(epoch + nowMs),
    monotonicMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { wakesAt: nowMs + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener(
          "abort",
          () => {
            const at = sleepers.indexOf(sleeper);
            if (at !== -1) sleepers.splice(at, 1);
            resolve();
          },
          { once: true },
        );
        if (isTicking) return;
        isTicking = true;
        setImmediate(tick);
      }),
  };
}
