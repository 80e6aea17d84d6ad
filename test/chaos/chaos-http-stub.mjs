/**
 * An http engine that misbehaves by seeded chance:
 *
 *   node chaos-http-stub.mjs <port> <seed> <folder> <sync|jobs>
 *
 * It shuts its port for moments, hangs, resets, breaks off in the middle, answers late, twice, with broken JSON, with
 * another request's id, with 429 and 503. With `jobs` it takes requests in with 202 and is polled. Every request and
 * every answer is a line of `<folder>/stub.ndjson`, the jobs outlive a kill in `<folder>/jobs.ndjson`. Once there is a
 * file `<folder>/calm` it behaves.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { pick, rightAnswer, seededChance } from "./right-answer.mjs";

const [port, seed, folder, how] = process.argv.slice(2);
const chance = seededChance(seed, process.pid, process.hrtime.bigint());
const faultShare = 0.4;
const lateMs = 260;
const jobsFile = join(folder, "jobs.ndjson");

const isCalm = () => existsSync(join(folder, "calm"));
const log = (line) => appendFileSync(join(folder, "stub.ndjson"), `${JSON.stringify(line)}\n`);

/** The request ids that came before: another's id to answer with. */
const seen = ["0123456789abcdef0123456789abcdef"];

function readJobs() {
  if (!existsSync(jobsFile)) return new Map();
  const lines = readFileSync(jobsFile, "utf8").trimEnd().split("\n");
  return new Map(lines.map((line) => JSON.parse(line)).map((job) => [job.request_id, job]));
}

const jobs = readJobs();
const polls = new Map();

function takeIn({ request_id, encounter }) {
  const job = jobs.get(request_id) ?? { request_id, encounter_id: encounter.encounter_id };
  if (!jobs.has(request_id)) appendFileSync(jobsFile, `${JSON.stringify(job)}\n`);
  jobs.set(request_id, job);
  return job;
}

function send(response, status, value, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof value === "string" ? value : JSON.stringify(value));
}

/** The same answer two times on one connection: the second is nobody's. */
function sendTwice(response, answer) {
  const body = JSON.stringify(answer);
  const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  response.socket?.write(whole + whole);
}

function breakOff(response, answer) {
  const body = JSON.stringify(answer);
  response.writeHead(200, { "content-length": Buffer.byteLength(body) });
  response.write(body.slice(0, body.length >> 1), () => response.socket?.resetAndDestroy());
}

/** Nobody can connect for a moment. */
function shut() {
  server.close();
  setTimeout(() => server.listen(Number(port), "127.0.0.1"), 40);
}

const faults = {
  hang: () => {},
  reset: (response) => response.socket?.resetAndDestroy(),
  broken_off: breakOff,
  late: (response, answer) => setTimeout(() => send(response, 200, answer), lateMs),
  twice: sendTwice,
  broken_json: (response, answer) => send(response, 200, JSON.stringify(answer).slice(0, -9)),
  foreign: (response, answer) => {
    const others = seen.filter((id) => id !== answer.request_id);
    send(response, 200, rightAnswer(pick(others, chance), `foreign ${chance()}`));
  },
  throttled: (response) => send(response, 429, "slowly", { "retry-after": chance() < 0.9 ? "0" : "1" }),
  unavailable: (response) => send(response, 503, "away"),
  refuse: (response) => {
    response.socket?.destroy();
    shut();
  },
};

function drawFault() {
  return !isCalm() && chance() < faultShare ? pick(Object.keys(faults), chance) : null;
}

function answer(response, job) {
  const fault = drawFault();
  const right = rightAnswer(job.request_id, job.encounter_id);
  log({ at: "answer", request_id: job.request_id, fault });
  if (fault !== null) return faults[fault](response, right);
  setTimeout(() => send(response, 200, right), isCalm() ? 0 : chance() * 25);
}

function poll(response, path) {
  const job = jobs.get(path.slice("/jobs/".length));
  if (job === undefined) return send(response, 404, "no such job");
  const count = (polls.get(job.request_id) ?? 0) + 1;
  polls.set(job.request_id, count);
  if (count < 2 && !isCalm()) return send(response, 202, { status: "running" });
  answer(response, job);
}

function submit(response, request, key) {
  log({ at: "submit", request_id: request.request_id, key });
  seen.push(request.request_id);
  if (how === "sync") return answer(response, takeIn(request));
  const fault = drawFault();
  const accept = () => {
    const job = takeIn(request);
    send(response, 202, { job_id: job.request_id }, { location: `/jobs/${job.request_id}` });
  };
  if (fault === "late") return setTimeout(accept, lateMs);
  if (fault === null || fault === "twice" || fault === "foreign") return accept();
  faults[fault](response, { job_id: request.request_id });
}

const server = createServer((request, response) => {
  const chunks = [];
  response.on("error", () => {});
  request.on("error", () => {});
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    if (request.method === "GET") return poll(response, request.url);
    const bytes = Buffer.concat(chunks);
    const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
    submit(response, JSON.parse(text.toString()), request.headers["idempotency-key"] ?? null);
  });
});
server.on("clientError", (_, socket) => socket.destroy());
server.on("error", () => setTimeout(() => server.listen(Number(port), "127.0.0.1"), 20));
server.listen(Number(port), "127.0.0.1");
