import type { ReplaySpec } from "../../domain/replay-spec.ts";
import type { Clock, Random } from "../../effects.ts";
import type { Engine, EngineReply } from "../../engine/engine.ts";
import type { Gate } from "./gate.ts";
import type { TimeLimit } from "./time-limit.ts";

/** What asking needs; `stop` ends it, between attempts and within one. */
export interface Asking {
  readonly engine: Engine;
  /** Of one attempt, and of all attempts at one encounter; null: there is none. */
  readonly attemptLimit: TimeLimit<EngineReply>;
  readonly deadline: TimeLimit<EngineReply> | null;
  readonly gate: Gate;
  readonly spec: ReplaySpec;
  readonly systems: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly stop: AbortSignal;
  readonly onRetry: () => void;
}

/** What an attempt gives that got no answer in time. */
export function lateReply(limitMs: number): EngineReply {
  return { kind: "retry", error: `no answer within ${limitMs} ms`, retryAfterMs: null, cause: "late" };
}

/** What an encounter gets whose time is up, whatever its attempts were about to give; no sign of life of the engine. */
export function deadlineReply(limitMs: number): EngineReply {
  const error = `no answer within ${limitMs} ms, all attempts together`;
  return { kind: "retry", error, retryAfterMs: null, cause: "late" };
}
