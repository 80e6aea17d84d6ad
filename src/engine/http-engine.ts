import { setImmediate as nextTurn } from "node:timers/promises";
import { type Dispatcher, errors, Pool } from "undici";
import type { EngineRequest } from "../domain/engine-protocol.ts";
import type { HttpEngineSpec } from "../domain/engine-spec.ts";
import { HarnessError } from "../errors.ts";
import { describeThrown } from "./coder.ts";
import type { Engine, EngineReply } from "./engine.ts";
import type { EngineSurroundings } from "./engine-surroundings.ts";
import { type EngineHeaders, readHeaders } from "./http-headers.ts";
import { parseAnswer } from "./parse-answer.ts";
import { parseRetryAfter } from "./retry-after.ts";

const answerBytesAtMost = 10 * 1024 * 1024;
const reasonCharacters = 200;
/** The answers of a server that is busy or away, not wrong. */
const retriedStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

function readUrl(spec: HttpEngineSpec): URL {
  const url = new URL(spec.url);
  if (url.username === "" && url.password === "") return url;
  throw new HarnessError("engine-unusable", "the engine's url holds credentials", {
    hint: `put them in a header, as \${env:NAME}`,
  });
}

/** No time limit of its own (the replay has one), no redirects, no proxy, one request on a connection at a time. */
function openPool(url: URL): Pool {
  return new Pool(url.origin, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: answerBytesAtMost,
  });
}

/** Waits one turn after the answer, in which the pool takes the connection back: else the next request opens another. */
async function post(
  pool: Pool,
  options: Omit<Dispatcher.RequestOptions, "origin" | "method">,
): Promise<HttpAnswer> {
  const { statusCode, headers, body } = await pool.request({ ...options, method: "POST" });
  const retryAfter = headers["retry-after"];
  const text = await body.text();
  await nextTurn();
  return { status: statusCode, retryAfter: typeof retryAfter === "string" ? retryAfter : null, body: text };
}

function readJson(body: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return null;
  }
}

function startOf(text: string): string {
  return text.slice(0, reasonCharacters);
}

function readReply(
  answer: HttpAnswer,
  request: EngineRequest,
  redact: EngineHeaders["redact"],
  now: Date,
): EngineReply {
  if (answer.status >= 200 && answer.status < 300) {
    const json = readJson(answer.body);
    if (json !== null) return parseAnswer(json.value, request.request_id);
    return { kind: "failed", error: startOf(`answer is not JSON: ${redact(answer.body)}`) };
  }
  const error = startOf(redact(answer.body).trim()) || `HTTP ${answer.status} without a body`;
  if (!retriedStatuses.has(answer.status)) return { kind: "failed", error };
  return { kind: "retry", error, retryAfterMs: parseRetryAfter(answer.retryAfter, now) };
}

/** What a request that got no answer means: too large an answer is final, a broken connection is not. */
function readFailure(thrown: unknown, redact: EngineHeaders["redact"]): EngineReply {
  if (thrown instanceof errors.ResponseExceededMaxSizeError) {
    return { kind: "failed", error: "answer is larger than 10 MB" };
  }
  const message = startOf(redact(describeThrown(thrown)));
  if (thrown instanceof errors.InvalidArgumentError || thrown instanceof errors.NotSupportedError) {
    throw new HarnessError("engine-unusable", `the engine cannot be asked: ${message}`.slice(0, 120), {
      hint: "mend engine.url or engine.headers in the scenario",
    });
  }
  return { kind: "retry", error: message || "the connection broke", retryAfterMs: null };
}

/**
 * One POST per encounter to `spec.url` and nowhere else, connections kept alive. 429, 502, 503, 504 and broken
 * connections are `retry`; any other status but 2xx is `failed` with the body's first 200 characters.
 * Throws HarnessError `engine-unusable` for a header that cannot be filled.
 */
export function openHttpEngine(spec: HttpEngineSpec, surroundings: EngineSurroundings): Engine {
  const url = readUrl(spec);
  const { headers, redact } = readHeaders(spec.headers ?? {}, surroundings.environment);
  const pool = openPool(url);
  const path = `${url.pathname}${url.search}`;
  return {
    ask: async (request, signal) => {
      try {
        const answer = await post(pool, { path, headers, body: JSON.stringify(request), signal });
        const reply = readReply(answer, request, redact, surroundings.clock.now());
        if (reply.kind !== "answer") {
          surroundings.log(`engine: HTTP ${answer.status} to ${request.request_id}: ${reply.error}`);
        }
        return reply;
      } catch (thrown) {
        return readFailure(thrown, redact);
      }
    },
    close: () => pool.destroy(),
  };
}
