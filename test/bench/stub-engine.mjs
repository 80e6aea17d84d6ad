/**
 * An http engine that answers every request by the engine protocol, and says `ready` on its output:
 *
 *   node stub-engine.mjs <port> [delayMs] [pauseFromMs] [pauseMs]
 *
 * With a pause it is deaf once a minute: what arrives from `pauseFromMs` on, counted from the first request, is
 * answered when `pauseMs` are over.
 */
import { createServer } from "node:http";

const [port, delayMs = 0, pauseFromMs = 0, pauseMs = 0] = process.argv.slice(2).map(Number);
let firstAt = null;

/** How long this request waits: to the end of the pause it falls into, else `delayMs`. */
function waitMs(now) {
  firstAt ??= now;
  const into = ((now - firstAt) % 60_000) - pauseFromMs;
  return pauseMs > 0 && into >= 0 && into < pauseMs ? pauseMs - into : delayMs;
}

/** An engine reads what it is sent: the request is parsed, and each note is looked through. */
function codesOf({ encounter }) {
  const text = encounter.documents.map((document) => document.text).join(" ");
  const found = [
    ["hypertension", "I10"],
    ["diabetes", "E11.9"],
  ].filter(([word]) => text.includes(word));
  return found.map(([, code], at) => ({ system: "ICD-10-CM", code, sequence: at + 1, confidence: 0.9 }));
}

function answer(response, body) {
  const request = JSON.parse(body);
  const answered = JSON.stringify({
    request_id: request.request_id,
    status: "coded",
    codes: codesOf(request),
    confidence: 0.9,
    engine: { name: "stub", version: "1" },
  });
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(answered),
  });
  response.end(answered);
}

createServer((request, response) => {
  const wait = waitMs(performance.now());
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = chunks.length === 1 ? chunks[0].toString() : Buffer.concat(chunks).toString();
    if (wait > 0) setTimeout(answer, wait, response, body);
    else answer(response, body);
  });
}).listen(port, "127.0.0.1", () => console.log("ready"));
