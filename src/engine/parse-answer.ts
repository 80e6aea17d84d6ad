import { type EngineAnswer, engineAnswerSchema } from "../domain/engine-protocol.ts";
import type { EngineReply } from "./engine.ts";

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

/**
 * Holds `value`, an answer as it came in, against the engine protocol and the request it answers.
 * A breach is `failed` and names the first field that breaks it: `answer breaks the protocol at codes[3].confidence: …`.
 */
export function parseAnswer(value: unknown, requestId: string): EngineReply {
  const parsed = engineAnswerSchema.safeParse(value);
  if (parsed.success) return checkAddressee(parsed.data, requestId);
  const [issue] = parsed.error.issues;
  return { kind: "failed", error: describeBreach(issue?.path ?? [], issue?.message ?? "unreadable") };
}
