import type { Clock } from "../../effects.ts";
import type { EngineReply } from "../../engine/engine.ts";
import type { CircuitBreaker } from "../faults/circuit-breaker.ts";
import type { ConcurrencyLimit } from "../pace/concurrency-limit.ts";
import type { Lanes } from "../pace/lanes.ts";
import type { RateCap } from "../pace/rate-cap.ts";

/** What every request passes on its way out, submission or poll, and tells how it went. */
export interface Gate {
  /** Resolves when the request may leave, or when `signal` aborts. Followed by one `note` or `skip`. */
  readonly enter: (signal: AbortSignal) => Promise<void> | undefined;
  readonly note: (reply: EngineReply, startedAt: number) => void;
  readonly skip: () => void;
}

interface GateParts {
  readonly circuit: CircuitBreaker;
  readonly rateCap: RateCap;
  readonly limit: ConcurrencyLimit;
  readonly lanes: Lanes;
  readonly clock: Clock;
}

export function createGate({ circuit, rateCap, limit, lanes, clock }: GateParts): Gate {
  async function enterAfter(admitted: Promise<void>, signal: AbortSignal): Promise<void> {
    await admitted;
    if (!signal.aborted) await rateCap.take(signal);
  }
  return {
    enter: (signal) => {
      const admitted = circuit.admit(signal);
      if (admitted !== undefined) return enterAfter(admitted, signal);
      return signal.aborted ? undefined : rateCap.take(signal);
    },
    note: (reply, startedAt) => {
      const cause = reply.kind === "retry" ? reply.cause : null;
      circuit.note(cause === null || cause === "throttled");
      limit.note({ startedAt, endedAt: clock.monotonicMs(), inFlight: lanes.taken(), cause });
      lanes.fill();
    },
    skip: circuit.skip,
  };
}
