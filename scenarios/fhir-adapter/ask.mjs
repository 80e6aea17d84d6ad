import { fromFhir } from "./from-fhir.mjs";
import { UnmappedError } from "./place.mjs";
import { toFhir } from "./to-fhir.mjs";

const mediaType = "application/fhir+json";
const causes = new Map([
  [429, "throttled"],
  [502, "unavailable"],
  [503, "unavailable"],
  [504, "unavailable"],
]);
const shownCharacters = 200;

/** How long the engine asks to wait; nothing where it names no seconds. */
function readWait(header) {
  return /^\d+$/.test(header ?? "") ? { retry_after_ms: Number(header) * 1000 } : {};
}

function describeBody(text) {
  try {
    const { resourceType, issue } = JSON.parse(text);
    const [first] = resourceType === "OperationOutcome" ? issue : [];
    return first.diagnostics ?? first.details?.text ?? first.code;
  } catch {
    return text.slice(0, shownCharacters);
  }
}

function describeRefusal(response, text) {
  const error = `HTTP ${response.status}: ${describeBody(text)}`;
  const retry = causes.get(response.status);
  return retry === undefined ? { error } : { error, retry, ...readWait(response.headers.get("retry-after")) };
}

/** Another attempt is worth it where the connection broke; where something is not mapped it never is. */
function describeFailure(thrown) {
  if (thrown instanceof UnmappedError) return { error: thrown.message };
  if (thrown instanceof SyntaxError) return { error: `the answer is no JSON: ${thrown.message}` };
  if (thrown?.name === "TimeoutError") return { error: "no answer in time", retry: "late" };
  return { error: thrown?.cause?.message ?? thrown?.message ?? String(thrown), retry: "unavailable" };
}

async function post(url, { requestId, parameters, token, timeoutMs }) {
  const headers = { accept: mediaType, "content-type": mediaType, "idempotency-key": requestId };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  const body = JSON.stringify(parameters);
  const signal = AbortSignal.timeout(timeoutMs);
  return fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
}

/**
 * Asks the FHIR engine whose operation stands at `url` once, and gives a line of the protocol: an answer, or
 * `{request_id, status: "failed", error, retry?, retry_after_ms?}`. `token` is null where none is needed.
 */
export async function askFhir(request, { url, token, timeoutMs }) {
  const requestId = request.request_id;
  try {
    const { parameters, documentIds } = toFhir(request);
    const response = await post(url, { requestId, parameters, token, timeoutMs });
    const text = await response.text();
    if (!response.ok) return { request_id: requestId, status: "failed", ...describeRefusal(response, text) };
    return fromFhir(JSON.parse(text), { requestId, documentIds });
  } catch (thrown) {
    return { request_id: requestId, status: "failed", ...describeFailure(thrown) };
  }
}
