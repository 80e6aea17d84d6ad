import type { Concurrency } from "../../domain/replay-spec.ts";
import type { RetryCause } from "../../engine/engine.ts";

const fewest = 1;
const decrease = 0.5;

/** How many requests may be in flight. */
export interface ConcurrencyLimit {
  readonly current: () => number;
  /**
   * Tells how an attempt ended that left at `startedAt` (milliseconds of the monotonic clock) when `inFlight`
   * requests were under way; `cause` is null where the engine answered.
   */
  readonly note: (attempt: {
    readonly startedAt: number;
    readonly endedAt: number;
    readonly inFlight: number;
    readonly cause: RetryCause | null;
  }) => void;
}

/**
 * A fixed limit, or one that is found: one more for each round of answers while the limit is what holds back, half as
 * many after the engine throttled or was late (additive increase, multiplicative decrease: Chiu and Jain 1989). Attempts
 * that left before a decrease say nothing about what came after it.
 */
export function createConcurrencyLimit(spec: Concurrency): ConcurrencyLimit {
  if (typeof spec === "number") return { current: () => spec, note: () => {} };
  const most = spec.at_most;
  let limit = Math.min(spec.start, most);
  let decreasedAt = Number.NEGATIVE_INFINITY;
  return {
    current: () => Math.floor(limit),
    note: ({ startedAt, endedAt, inFlight, cause }) => {
      if (startedAt < decreasedAt || cause === "unavailable") return;
      if (cause !== null) {
        limit = Math.max(fewest, limit * decrease);
        decreasedAt = endedAt;
      } else if (inFlight >= Math.floor(limit)) limit = Math.min(most, limit + 1 / limit);
    },
  };
}
