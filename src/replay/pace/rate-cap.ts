import type { Clock } from "../../effects.ts";

/** Lets requests out one by one, evenly spaced, never more than a number a second. */
export interface RateCap {
  /** Resolves when the next request may leave, or when `stop` aborts; undefined: at once. */
  readonly take: (stop: AbortSignal) => Promise<void> | undefined;
}

/** `perSecond` null: no cap. A slot that nobody took is gone: there are no bursts. */
export function createRateCap(perSecond: number | null, clock: Clock): RateCap {
  if (perSecond === null) return { take: () => undefined };
  const spacingMs = 1000 / perSecond;
  let nextSlot = Number.NEGATIVE_INFINITY;
  return {
    take: (stop) => {
      const now = clock.monotonicMs();
      const slot = Math.max(nextSlot, now);
      nextSlot = slot + spacingMs;
      return slot > now ? clock.sleep(Math.ceil(slot - now), stop) : undefined;
    },
  };
}
