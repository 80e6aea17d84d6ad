import type { Clock } from "../../effects.ts";

/** Lets requests out one by one, evenly spaced, never more than a number a second. */
export interface RateCap {
  /** Resolves when the next request may leave, or when `stop` aborts; undefined: at once. */
  readonly take: (stop: AbortSignal) => Promise<void> | undefined;
}

/**
 * `perSecond` null: no cap. A slot that nobody took is gone: there are no bursts. Who gave up waiting takes none, so
 * that requests which keep failing their deadlines do not starve the rest.
 */
export function createRateCap(perSecond: number | null, clock: Clock): RateCap {
  if (perSecond === null) return { take: () => undefined };
  const spacingMs = 1000 / perSecond;
  const waiting = new Set<() => void>();
  let nextSlot = Number.NEGATIVE_INFINITY;
  let isWatching = false;

  function releaseDue(): void {
    const now = clock.monotonicMs();
    for (const release of waiting) {
      if (nextSlot > now) return;
      nextSlot += spacingMs;
      release();
    }
  }

  async function watch(): Promise<void> {
    isWatching = true;
    while (waiting.size > 0) {
      await clock.sleep(Math.ceil(Math.max(0, nextSlot - clock.monotonicMs())));
      releaseDue();
    }
    isWatching = false;
  }

  function wait(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const release = () => {
        waiting.delete(release);
        stop.removeEventListener("abort", release);
        resolve();
      };
      waiting.add(release);
      stop.addEventListener("abort", release, { once: true });
      if (!isWatching) void watch();
    });
  }

  return {
    take: (stop) => {
      const now = clock.monotonicMs();
      if (waiting.size > 0 || nextSlot > now) return wait(stop);
      nextSlot = now + spacingMs;
      return undefined;
    },
  };
}
