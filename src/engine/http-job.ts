import type { PollSpec } from "../domain/engine-spec.ts";
import type { EngineReply } from "./engine.ts";
import type { HttpAnswer } from "./http-client/http-client.ts";
import { type Reading, readAnswer, readJson, readRefusal, readRetry, startOf } from "./http-reply.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** The words by which engines say "not yet" under status 200. */
const pendingWords: ReadonlySet<string> = new Set([
  "accepted",
  "in_progress",
  "pending",
  "processing",
  "queued",
  "running",
  "submitted",
]);

const jobKeys = ["job_id", "id", "request_id"] as const;

function readObject(answer: HttpAnswer): Readonly<Record<string, unknown>> {
  const json = answer.body.kind === "text" ? readJson(answer.body.text) : null;
  const value = json?.value;
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The first of `job_id`, `id` and `request_id` in the body that is a text or a whole number; null without one. */
function readJobId(answer: HttpAnswer): string | null {
  const body = readObject(answer);
  for (const key of jobKeys) {
    const id = body[key];
    if ((typeof id === "string" && id !== "") || Number.isSafeInteger(id)) return String(id);
  }
  return null;
}

function readAddress(answer: HttpAnswer, poll: PollSpec): string | null {
  const jobId = poll.url === undefined ? null : readJobId(answer);
  if (poll.url !== undefined && jobId !== null) {
    return poll.url.replaceAll("{job_id}", encodeURIComponent(jobId));
  }
  return answer.header("location") ?? answer.header("content-location");
}

function fail(error: string): EngineReply {
  return { kind: "failed", error: startOf(error) };
}

/**
 * Where the answer to a request that was taken in (202) will be found: at `poll.url` with the `job_id`, `id` or
 * `request_id` of the body filled in, else at `Location`, else at `Content-Location`; absolute, or relative to `url`.
 * Another origin than that of `url` is refused: the headers with their secrets would go there.
 */
export function readAccepted(
  answer: HttpAnswer,
  url: URL,
  poll: PollSpec | undefined,
  reading: Reading,
): EngineReply {
  if (poll === undefined) return fail("HTTP 202: the engine answers later; set engine.poll");
  const address = readAddress(answer, poll);
  if (address === null) return fail("HTTP 202 without a Location, and without a job_id for engine.poll.url");
  if (!URL.canParse(address, url.href))
    return fail(`HTTP 202 names a place that is no address: ${reading.redact(address)}`);
  const place = new URL(address, url);
  if (place.origin !== url.origin) {
    return fail(
      `HTTP 202 names a place on another server, which is not asked: ${reading.redact(place.origin)}`,
    );
  }
  return { kind: "accepted", job: { place: `${place.pathname}${place.search}` } };
}

/** Status 200 with a `status` such as `queued` in the body. */
function saysPending(answer: HttpAnswer): boolean {
  const { status } = readObject(answer);
  return typeof status === "string" && pendingWords.has(status.toLowerCase().replace(/[ -]/g, "_"));
}

/**
 * What came of asking for the answer of a job. 202, and 200 whose body's `status` is a word for "not yet", are
 * `pending`; 404 and 410 are final, as the engine does not know the job; 429 and 5xx are worth another attempt.
 */
export function readPolled(answer: HttpAnswer, reading: Reading): EngineReply {
  const { status } = answer;
  if (status === 202 || (status === 200 && saysPending(answer))) {
    return { kind: "pending", retryAfterMs: parseRetryAfter(answer.header("retry-after"), reading.now) };
  }
  if (status >= 200 && status < 300) return readAnswer(answer, reading);
  if (status === 404 || status === 410) return fail(`the engine does not know the job (HTTP ${status})`);
  return status >= 500 ? readRetry(answer, reading) : readRefusal(answer, reading);
}
