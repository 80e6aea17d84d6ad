import {
  type EngineAnswer,
  type EngineFailure,
  engineAnswerSchema,
  engineFailureSchema,
} from "../domain/engine-protocol.ts";
import type { EngineReply } from "./engine.ts";
import { isPlainAnswer } from "./plain-answer.ts";

function formatPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return steps.join("").replace(/^\./, "");
}

function describeBreach(path: readonly PropertyKey[], message: string): string {
  const place = path.length === 0 ? "" : ` at ${formatPath(path)}`;
  return `answer breaks the protocol${place}: ${message}`;
}

function checkAddressee(answer: EngineAnswer, requestId: string): EngineReply {
  if (answer.request_id === requestId) return { kind: "answer", answer };
  return { kind: "failed", error: describeBreach(["request_id"], "it is not the request's") };
}

const shownCharacters = 200;

function describeFailure({ error: said, retry, retry_after_ms: retryAfterMs }: EngineFailure): EngineReply {
  const error = (said ?? "").trim().slice(0, shownCharacters) || "the engine gave no reason";
  if (retry === null || retry === undefined) return { kind: "failed", error };
  return { kind: "retry", error, retryAfterMs: retryAfterMs ?? null, cause: retry };
}

/**
 * Holds `value`, an answer as it came in, against the engine protocol and the request it answers.
 * A breach is `failed` and names the first field that breaks it: `answer breaks the protocol at codes[3].confidence: …`.
 * An engine's own word that it failed is `failed` or `retry` with its error, at most 200 characters of it.
 */
export function parseAnswer(value: unknown, requestId: string): EngineReply {
  if (isPlainAnswer(value)) return checkAddressee(value, requestId);
  const parsed = engineAnswerSchema.safeParse(value);
  if (parsed.success) return checkAddressee(parsed.data, requestId);
  const failure = engineFailureSchema.safeParse(value);
  if (failure.success && failure.data.request_id === requestId) return describeFailure(failure.data);
  const [issue] = parsed.error.issues;
  return { kind: "failed", error: describeBreach(issue?.path ?? [], issue?.message ?? "unreadable") };
}
