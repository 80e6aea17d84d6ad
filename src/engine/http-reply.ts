import { errors } from "undici";
import { HarnessError } from "../errors.ts";
import type { EngineReply } from "./engine.ts";
import { describeFailure } from "./http-client/describe-failure.ts";
import type { HttpAnswer } from "./http-client/http-client.ts";
import { ProxyRefusal } from "./http-client/open-connector.ts";
import { parseAnswer } from "./parse-answer.ts";
import { parseRetryAfter } from "./retry-after.ts";

const reasonCharacters = 200;
/** The answers of a server that is busy or away, not wrong. */
const retriedStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

type Unanswered = Extract<EngineReply, { readonly kind: "retry" | "failed" }>;

/** What reading an answer needs beside it. */
export interface Reading {
  readonly requestId: string;
  /** Takes secrets out of what a person sees. */
  readonly redact: (text: string) => string;
  readonly now: Date;
}

/** The first 200 characters, none of them halved. */
export function startOf(text: string): string {
  return [...text.slice(0, 2 * reasonCharacters)].slice(0, reasonCharacters).join("");
}

/** The JSON of a text, null where it is none. */
export function readJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function describeBody({ status, body }: HttpAnswer, redact: Reading["redact"]): string {
  const text = body.kind === "text" ? body.text : body.error;
  return text.trim() === "" ? `HTTP ${status} without a body` : startOf(redact(text));
}

/** A reply's error for a log, its status before it. */
export function tellReason({ error, httpStatus }: Unanswered): string {
  const status = `HTTP ${httpStatus}`;
  return httpStatus === undefined || error.startsWith(status) ? error : `${status}: ${error.trim()}`;
}

/** A 2xx status: the body is an answer of the protocol, or the response failed. */
export function readAnswer({ body }: HttpAnswer, { requestId, redact }: Reading): EngineReply {
  if (body.kind === "unreadable") return { kind: "failed", error: body.error };
  const json = readJson(body.text);
  if (json === null) return { kind: "failed", error: startOf(`answer is not JSON: ${redact(body.text)}`) };
  const reply = parseAnswer(json.value, requestId);
  return "error" in reply ? { ...reply, error: redact(reply.error) } : reply;
}

export function readRetry(answer: HttpAnswer, { redact, now }: Reading): EngineReply {
  const cause = answer.status === 429 ? "throttled" : "unavailable";
  const retryAfterMs = parseRetryAfter(answer.header("retry-after"), now);
  const error = describeBody(answer, redact);
  return { kind: "retry", error, retryAfterMs, cause, httpStatus: answer.status };
}

/** Any status but 2xx: 429, 502, 503 and 504 are worth another attempt, the others are final. */
export function readRefusal(answer: HttpAnswer, reading: Reading): EngineReply {
  if (retriedStatuses.has(answer.status)) return readRetry(answer, reading);
  return { kind: "failed", error: describeBody(answer, reading.redact), httpStatus: answer.status };
}

/**
 * What a request that got no answer means: too large an answer is final, a broken connection is not. Throws HarnessError
 * `engine-unusable` where no request could ever be sent.
 */
export function readFailure(thrown: unknown, redact: Reading["redact"]): EngineReply {
  if (thrown instanceof errors.ResponseExceededMaxSizeError) {
    return { kind: "failed", error: "answer is larger than 10 MB" };
  }
  const error = startOf(redact(describeFailure(thrown)));
  if (thrown instanceof ProxyRefusal && thrown.status === 407) {
    throw new HarnessError("engine-unusable", "the proxy wants other credentials (HTTP 407)", {
      hint: "put them in the proxy's address: http://name:password@proxy.example:3128",
    });
  }
  if (thrown instanceof errors.InvalidArgumentError || thrown instanceof errors.NotSupportedError) {
    throw new HarnessError("engine-unusable", `the engine cannot be asked: ${error}`.slice(0, 120), {
      hint: "mend engine.url or engine.headers in the scenario",
    });
  }
  return { kind: "retry", error, retryAfterMs: null, cause: "unavailable" };
}
