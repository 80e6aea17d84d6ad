import type { EngineRequest, SentEncounter } from "../domain/engine-protocol.ts";

/** What a coder is told beside the encounter: the code systems asked for, and when nobody waits any longer. */
export interface CoderContext {
  readonly signal: AbortSignal;
  readonly systems: readonly string[];
}

/** An engine inside this program: what a module exports, and what the built-in baseline is. */
export interface Coder {
  readonly name: string;
  readonly version: string;
  /** Gives an answer of the engine protocol, or a promise of one; `request_id` may be left out. */
  readonly code: (encounter: SentEncounter, context: CoderContext) => unknown;
}

/** The answer of `coder` to one request, with `request_id` and `engine` filled in. Throws what the coder throws. */
export async function answerWith(
  coder: Coder,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await coder.code(request.encounter, { signal, systems: request.systems });
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return answer;
  const engine = "engine" in answer ? answer.engine : null;
  const { name, version } = coder;
  return { ...answer, request_id: request.request_id, engine: engine ?? { name, version } };
}

/** What a thrown thing says, for people. */
export function describeThrown(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
