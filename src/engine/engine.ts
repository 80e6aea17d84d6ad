import type { EngineAnswer, EngineRequest } from "../domain/engine-protocol.ts";

/**
 * Why another attempt is worth it: `throttled` (the engine said: not so fast), `late` (no answer in time),
 * `unavailable` (the engine is away, or the connection to it broke).
 */
export type RetryCause = "throttled" | "late" | "unavailable";

/** Where the answer to a request that was taken in will be found; kept in the run folder, so that nothing is sent twice. */
export interface EngineJob {
  readonly place: string;
}

/**
 * What came of asking once. `retry` is worth another attempt, `retryAfterMs` the wait the engine asked for
 * (null: it named none); `failed` is final; `accepted` was taken in, to be polled; `pending` is a poll's "not yet".
 * `error` is for people; `httpStatus` the status that it came under, absent where there was none.
 */
export type EngineReply =
  | { readonly kind: "answer"; readonly answer: EngineAnswer }
  | {
      readonly kind: "retry";
      readonly error: string;
      readonly retryAfterMs: number | null;
      readonly cause: RetryCause;
      readonly httpStatus?: number;
    }
  | { readonly kind: "failed"; readonly error: string; readonly httpStatus?: number }
  | { readonly kind: "accepted"; readonly job: EngineJob }
  | { readonly kind: "pending"; readonly retryAfterMs: number | null };

/** An engine that can be asked live, whatever stands behind it. */
export interface Engine {
  /**
   * Asks once. An aborted `signal` ends the attempt: what the promise then gives is of no account. `repeat` tells the
   * repeats of one encounter apart.
   * Rejects with a HarnessError only where no encounter could ever be answered.
   */
  readonly ask: (request: EngineRequest, signal: AbortSignal, repeat?: number) => Promise<EngineReply>;
  /** The answer to the same request that was kept from an earlier run; null: the engine is to be asked. */
  readonly findKept?: (request: EngineRequest, repeat: number) => Promise<EngineAnswer | null>;
  /** Whether it holds on to no signal once its promise is settled, so that the signal may be used again. */
  readonly forgetsSignals?: boolean;
  /** Asks for the answer of an accepted job; only for engines whose `ask` may give `accepted`. */
  readonly poll?: (job: EngineJob, requestId: string, signal: AbortSignal) => Promise<EngineReply>;
  /**
   * Tries, before the first encounter leaves, whether the engine is there; an answer may take `timeoutMs`, 30 s where
   * nothing is said. Rejects with `engine-unreachable`.
   */
  readonly check?: (signal: AbortSignal, timeoutMs?: number) => Promise<void>;
  /** Lets go of connections and children. Call once, after the last answer. */
  readonly close: () => Promise<void>;
}
