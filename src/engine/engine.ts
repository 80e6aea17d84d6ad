import type { EngineAnswer, EngineRequest } from "../domain/engine-protocol.ts";

/**
 * What came of asking once. `retry` is worth another attempt, `retryAfterMs` the wait the engine asked for
 * (null: it named none); `failed` is final. `error` is one line for people.
 */
export type EngineReply =
  | { readonly kind: "answer"; readonly answer: EngineAnswer }
  | { readonly kind: "retry"; readonly error: string; readonly retryAfterMs: number | null }
  | { readonly kind: "failed"; readonly error: string };

/** An engine that can be asked live, whatever stands behind it. */
export interface Engine {
  /**
   * Asks once. An aborted `signal` ends the attempt: what the promise then gives is of no account.
   * Rejects with a HarnessError only where no encounter could ever be answered.
   */
  readonly ask: (request: EngineRequest, signal: AbortSignal) => Promise<EngineReply>;
  /** Lets go of connections and children. Call once, after the last answer. */
  readonly close: () => Promise<void>;
}
