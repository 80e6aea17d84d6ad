/**
 * Rounds of chaos: an engine that misbehaves (chaos-http-stub.mjs, chaos-process-stub.mjs), it and the harness killed
 * with -9 at random moments, until the replay ends; then a calm engine is asked again for what failed. Each round's
 * results must be those of a run without faults, to the byte.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readJournalLines } from "./journal-lines.mjs";
import { rightAnswer, seededChance } from "./right-answer.mjs";

const program = join(import.meta.dirname, "../../dist/cli.js");
const encounters = 40;
const sessionsAtMost = 30;
const calmRoundsAtMost = 6;
export const kinds = ["http", "process", "jobs", "http-realtime"];

const ids = Array.from({ length: encounters }, (_, index) => `E${String(index).padStart(3, "0")}`);

const dataset = {
  "encounters.csv": ["encounter_id,patient_id,age,sex", ...ids.map((id, at) => `${id},P${at >> 1},${at},F`)],
  "codes.csv": [
    "encounter_id,system,code,sequence",
    ...ids.map((id, at) => `${id},ICD-10-CM,${at % 2 === 0 ? "I10" : "R69"},1`),
  ],
  "documents.ndjson": ids.map((id) =>
    JSON.stringify({ encounter_id: id, document_id: `${id}-1`, kind: "progress_note", text: `Seen: ${id}.` }),
  ),
  "dataset.yaml": [
    "schema: shadowbench.dataset/1",
    "name: chaos",
    'version: "1"',
    "provenance: synthetic",
    "tables: {encounters: encounters.csv, codes: codes.csv, documents: documents.ndjson}",
  ],
};

const patience = [
  "timeout_ms: 200",
  "retries: 4",
  "backoff_ms: 5",
  "concurrency: 8",
  "error_budget: {share: 1}",
  "circuit: {failures: 12, probe_after_ms: 20}",
];

function engineText(kind, port, folder) {
  const named = 'name: chaos, version: "1"';
  const stub = JSON.stringify([
    process.execPath,
    join(import.meta.dirname, "chaos-process-stub.mjs"),
    "1",
    folder,
  ]);
  if (kind === "process") return `{kind: process, ${named}, command: ${stub}}`;
  const poll = kind === "jobs" ? ", poll: {every_ms: 20, deadline_ms: 60000}" : "";
  return `{kind: http, ${named}, url: "http://127.0.0.1:${port}/code"${poll}}`;
}

function replayText(kind) {
  const paced = kind === "http-realtime" ? ["mode: realtime", "arrivals: {by: poisson, per_second: 60}"] : [];
  return `{${[...patience, ...paced].join(", ")}}`;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function start(command, args, options) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const ended = new Promise((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, output }));
  });
  return { child, ended };
}

function cli(args) {
  return start(process.execPath, [program, ...args]);
}

/** The stub of a kind that listens, kept alive; `kill` ends it with -9, to be started again a moment later. */
function keepStub(kind, port, seed, folder) {
  if (kind === "process") return { kill: () => {}, end: async () => {} };
  const args = [
    join(import.meta.dirname, "chaos-http-stub.mjs"),
    port,
    seed,
    folder,
    kind === "jobs" ? "jobs" : "sync",
  ];
  let isOver = false;
  let running = start(process.execPath, args);
  const keep = async () => {
    while (!isOver) {
      const { output } = await running.ended;
      if (output !== "") appendFileSync(join(folder, "stub.log"), output);
      if (!isOver) running = start(process.execPath, args);
    }
  };
  const kept = keep();
  return {
    kill: () => running.child.kill("SIGKILL"),
    end: async () => {
      isOver = true;
      running.child.kill("SIGKILL");
      await kept;
    },
  };
}

function journalBytes(run) {
  return statSync(join(run, "journal.ndjson"), { throwIfNoEntry: false })?.size ?? 0;
}

/** Kills the engine now and then while a session runs, and the harness once, if this session is to be killed. */
async function harass(session, stub, run, willKill, chance) {
  let isOver = false;
  const over = session.ended.then(() => {
    isOver = true;
  });
  const killAtBytes = journalBytes(run) + 1 + chance() * 6000;
  const killAfterMs = chance() < 0.25 ? 200 + chance() * 900 : Number.POSITIVE_INFINITY;
  const startedAt = performance.now();
  while (!isOver) {
    await Promise.race([over, sleep(4)]);
    if (chance() < 0.003) stub.kill();
    const isDue = journalBytes(run) >= killAtBytes || performance.now() - startedAt > killAfterMs;
    if (willKill && isDue) session.child.kill("SIGKILL");
  }
}

function argumentsFor(scenario, run) {
  return existsSync(join(run, "manifest.json"))
    ? ["replay", scenario, "--resume", "--out", run]
    : ["replay", scenario, "--out", run];
}

/** Exit codes that a session of a misbehaving engine may end with: done, killed, or stopped and resumable. */
const goesOn = new Set([3]);

async function replayToTheEnd(scenario, run, stub, kills, chance) {
  let killed = 0;
  for (let session = 1; session <= sessionsAtMost; session += 1) {
    const running = cli(argumentsFor(scenario, run));
    await harass(running, stub, run, session <= kills, chance);
    const { code, signal, output } = await running.ended;
    if (code === 0) return { sessions: session, killed };
    if (signal === "SIGKILL") killed += 1;
    else if (!goesOn.has(code)) throw new Error(`replay ended with ${code}:\n${output}`);
  }
  throw new Error(`not at an end after ${sessionsAtMost} sessions`);
}

async function mustRun(args) {
  const { code, output } = await cli(args).ended;
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}:\n${output}`);
}

function countWhere(list, isWanted) {
  return list.filter(isWanted).length;
}

/** What of a journal breaks the promise: one counting final response an encounter, all before it failed, none foreign. */
function checkJournal(lines, problems) {
  const names = new Set(lines.map((line) => line.request_id));
  if (names.size !== lines.length) problems.push("two lines have one request_id");
  for (const id of ids) {
    const rounds = lines.filter((line) => line.encounter_id === id).toSorted((a, b) => a.round - b.round);
    const last = rounds.at(-1);
    if (last === undefined) {
      problems.push(`${id} has no response`);
      continue;
    }
    if (rounds.some(({ round }, at) => round !== at + 1))
      problems.push(`${id} lacks a round or has one twice`);
    if (rounds.slice(0, -1).some(({ status }) => status !== "failed"))
      problems.push(`${id} was asked again though answered`);
    const stored = last.codes.map(({ code }) => code).join(" ");
    const right = (rightAnswer(last.request_id, id).codes ?? []).map(({ code }) => code).join(" ");
    if (last.status !== "failed" && stored !== right)
      problems.push(`${id} holds what was never its answer: ${stored}`);
  }
  if (lines.some(({ encounter_id: id }) => !ids.includes(id)))
    problems.push("a line of an unknown encounter");
}

function checkStub(folder, kind, problems) {
  const file = join(folder, "stub.ndjson");
  const lines = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const submits = lines.filter(({ at }) => at === "submit");
  if (submits.some(({ key, request_id }) => key !== request_id))
    problems.push("an Idempotency-Key is not the request_id");
  if (kind === "jobs") {
    const text = readFileSync(join(folder, "jobs.ndjson"), "utf8").trimEnd();
    const jobs = text.split("\n").map((line) => JSON.parse(line).request_id);
    if (new Set(jobs).size !== jobs.length) problems.push("a job was taken in twice");
  }
  const faults = {};
  for (const { fault } of lines) if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
  return faults;
}

/** The ground of all rounds of one kind: dataset, scenario, and the results of a run without faults. */
export async function prepare(kind) {
  const folder = mkdtempSync(join(tmpdir(), `shadowbench-chaos-${kind}-`));
  for (const [file, lines] of Object.entries(dataset))
    writeFileSync(join(folder, file), `${lines.join("\n")}\n`);
  const port = await freePort();
  const scenario = join(folder, "scenario.yaml");
  const head = "schema: shadowbench.scenario/1\nname: chaos\ndataset: .\n";
  writeFileSync(
    scenario,
    `${head}engine: ${engineText(kind, port, folder)}\nreplay: ${replayText(kind)}\nslices: [sex]\n`,
  );
  const ground = { kind, folder, port, scenario, results: "" };
  writeFileSync(join(folder, "calm"), "");
  const stub = keepStub(kind, port, "calm", folder);
  const run = join(folder, "calm-run");
  try {
    await mustRun(["replay", scenario, "--out", run]);
    await mustRun(["analyze", run]);
    return { ...ground, results: readFileSync(join(run, "results.json"), "utf8") };
  } finally {
    await stub.end();
    rmSync(run, { recursive: true, force: true });
  }
}

export function clear({ folder }) {
  rmSync(folder, { recursive: true, force: true });
}

function digest(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function countFailed(lines) {
  return countWhere(ids, (id) => lines.findLast((line) => line.encounter_id === id)?.status === "failed");
}

/** Asks a calm engine anew for what failed: once is enough, but for time-outs on a machine that is busy. */
async function askUntilNoneFailed(run) {
  for (let round = 1; ; round += 1) {
    await mustRun(["replay", run, "--resume", "--retry-failed"]);
    const lines = readJournalLines(join(run, "journal.ndjson"));
    if (countFailed(lines) === 0 || round === calmRoundsAtMost) return lines;
  }
}

/** One round on a ground that no other round uses at the time; gives what was seen, and `problems`, empty where all held. */
export async function playRound(ground, seed) {
  const { kind, folder, port, scenario } = ground;
  const chance = seededChance("round", seed, kind);
  const run = join(folder, `run-${seed}`);
  for (const file of ["calm", "stub.ndjson", "jobs.ndjson"]) rmSync(join(folder, file), { force: true });
  const stub = keepStub(kind, port, seed, folder);
  const problems = [];
  const seen = { kind, seed, sessions: 0, killed: 0, responses: 0, failed: 0, faults: {} };
  mkdirSync(folder, { recursive: true });
  try {
    const kills = 1 + Math.floor(chance() * 2);
    Object.assign(seen, await replayToTheEnd(scenario, run, stub, kills, chance));
    const first = readJournalLines(join(run, "journal.ndjson"));
    checkJournal(first, problems);
    seen.failed = countWhere(first, ({ status }) => status === "failed");
    writeFileSync(join(folder, "calm"), "");
    const last = await askUntilNoneFailed(run);
    checkJournal(last, problems);
    seen.responses = last.length;
    seen.faults = checkStub(folder, kind, problems);
    const left = countFailed(last);
    if (left > 0) problems.push(`${left} encounters failed though the engine was calm`);
    await mustRun(["analyze", run]);
    const results = readFileSync(join(run, "results.json"), "utf8");
    if (results !== ground.results)
      problems.push(`results differ: ${digest(results)} from ${digest(ground.results)}`);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await stub.end();
  }
  if (problems.length === 0) rmSync(run, { recursive: true, force: true });
  return { ...seen, problems };
}
