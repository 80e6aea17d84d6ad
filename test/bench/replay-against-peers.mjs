/**
 * `shadowbench replay`, journal included, against one stub engine that autocannon and promptfoo's eval meet as well:
 * 4 kB notes, the same concurrency. Wanted: 0.8 of autocannon's requests a second (median of the pairs), 30 times
 * promptfoo's cases a second and a tenth of its memory. The stub parses each request and reads its note; once it
 * answers at once, which measures the clients alone, and once after 20 ms, far sooner than a real engine. promptfoo is
 * installed into a temporary folder and left out, with a word, where no registry is reached.
 *
 *   node test/bench/replay-against-peers.mjs [encounters] [pairs] [promptfoo's cases]
 *
 * Default 20000 3 20000; needs `npm run build`. Prints JSON lines; exit code 1 where a bound is missed.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  encounterId,
  medianOf,
  noteOf,
  program,
  readManifest,
  writeDataset,
  writeScenario,
} from "./replay-data.mjs";
import { startStub } from "./start-stub.mjs";
import { runWatched } from "./watch-memory.mjs";

const [encounters, pairs, cases] = [2, 3, 4].map((at, index) =>
  Number(process.argv[at] ?? [20_000, 3, 20_000][index]),
);
const concurrency = 64;
const noteBytes = 4000;
/** Milliseconds that the stub takes to answer. */
const engineTimesMs = [0, 20];
const cannonSeconds = 6;
const [cannonShare, timesPromptfoo, memoryShare] = [0.8, 30, 0.1];
const folder = mkdtempSync(join(tmpdir(), "shadowbench-peers-"));

function tell(line) {
  console.log(JSON.stringify({ bench: "replay-against-peers", ...line }));
}

async function replay(url, name) {
  const engine = `{kind: http, name: stub, version: "1", url: "${url}"}`;
  const scenario = writeScenario(folder, name, engine, `{concurrency: ${concurrency}}`);
  const out = join(folder, `run-${name}`);
  const run = await runWatched(process.execPath, [program, "replay", scenario, "--out", out]);
  if (run.code !== 0) throw new Error(run.output);
  const [{ replay_ms }] = readManifest(out).sessions;
  const perSecond = Math.round((encounters * 1000) / replay_ms);
  return { perSecond, wholeMs: run.ms, peakMb: run.peakMb };
}

async function cannon(url) {
  const script = join(import.meta.dirname, "autocannon-run.mjs");
  const args = [script, url, String(concurrency), String(cannonSeconds), String(noteBytes)];
  const { code, output } = await runWatched(process.execPath, args);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output.trim().split("\n").at(-1));
}

async function measureCannon(url, engineMs) {
  const ratios = [];
  let ours = null;
  for (let pair = 1; pair <= pairs; pair += 1) {
    ours = await replay(url, `pair-${engineMs}-${pair}`);
    const theirs = await cannon(url);
    ratios.push(ours.perSecond / theirs.per_second);
    tell({
      peer: "autocannon",
      engine_ms: engineMs,
      pair,
      replay_per_second: ours.perSecond,
      autocannon_per_second: theirs.per_second,
    });
  }
  const ratio = Number(medianOf(ratios).toFixed(3));
  tell({ peer: "autocannon", engine_ms: engineMs, ratio, wanted: cannonShare, holds: ratio >= cannonShare });
  return { ours, holds: ratio >= cannonShare };
}

function install(home) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), '{"private": true}\n');
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "promptfoo"];
  const { status, stderr } = spawnSync("npm", args, { cwd: home, encoding: "utf8", timeout: 600_000 });
  return status === 0 ? null : (stderr ?? "").trim().split("\n")[0];
}

/** promptfoo's configuration is JSON, which is YAML as well; a case is one encounter's note. */
function writeCases(home, url) {
  const note = noteOf(noteBytes);
  const tests = Array.from({ length: cases }, (_, index) => ({ vars: { id: encounterId(index), note } }));
  const body = {
    protocol: "shadowbench.engine/1",
    request_id: "{{id}}",
    encounter: {
      encounter_id: "{{id}}",
      documents: [{ document_id: "{{id}}-1", kind: "note", text: "{{prompt}}" }],
    },
    systems: ["ICD-10-CM"],
  };
  const request = { url, method: "POST", headers: { "content-type": "application/json" }, body };
  const provider = { id: "http", config: { ...request, transformResponse: "json.status" } };
  const file = join(home, "promptfooconfig.yaml");
  writeFileSync(file, JSON.stringify({ prompts: ["{{note}}"], providers: [provider], tests }));
  return file;
}

function promptfooEnvironment(home) {
  return {
    ...process.env,
    HOME: home,
    PROMPTFOO_CONFIG_DIR: join(home, "config"),
    PROMPTFOO_DISABLE_TELEMETRY: "1",
    PROMPTFOO_DISABLE_UPDATE: "1",
    PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
    PROMPTFOO_DISABLE_SHARING: "1",
    NODE_OPTIONS: "--max-old-space-size=8192",
    CI: "1",
  };
}

async function measurePromptfoo(url, ours) {
  const home = join(folder, "promptfoo");
  const trouble = install(home);
  if (trouble !== null) {
    tell({ peer: "promptfoo", skipped: `it could not be installed: ${trouble}` });
    return true;
  }
  const entry = JSON.parse(readFileSync(join(home, "node_modules/promptfoo/package.json"), "utf8"));
  const main = join(home, "node_modules/promptfoo", Object.values(entry.bin)[0]);
  const config = writeCases(home, url);
  const result = join(home, "result.json");
  const how = ["--no-cache", "--no-table", "--no-write", "--no-progress-bar", "--no-share"];
  const args = [main, "eval", "-c", config, ...how, "--max-concurrency", String(concurrency), "-o", result];
  const run = await runWatched(process.execPath, args, { cwd: home, env: promptfooEnvironment(home) });
  if (run.code !== 0) {
    tell({ peer: "promptfoo", version: entry.version, cases, failed: run.output.slice(-600) });
    return false;
  }
  const perSecond = Number(((cases * 1000) / run.ms).toFixed(1));
  const oursPerSecond = Math.round((encounters * 1000) / ours.wholeMs);
  const times = Number((oursPerSecond / perSecond).toFixed(1));
  const share = Number((ours.peakMb / run.peakMb).toFixed(3));
  const holds = times >= timesPromptfoo && share <= memoryShare;
  tell({
    peer: "promptfoo",
    version: entry.version,
    cases,
    whole_commands_per_second: { replay: oursPerSecond, promptfoo: perSecond },
    times,
    times_wanted: timesPromptfoo,
    peak_mb: { replay: ours.peakMb, promptfoo: run.peakMb },
    memory_share: share,
    memory_share_wanted: memoryShare,
    holds,
  });
  return holds;
}

/** With an engine that answers at once, and with one that takes its time as engines do. */
async function measureBoth() {
  let all = true;
  let last = null;
  for (const engineMs of engineTimesMs) {
    const stub = await startStub(engineMs);
    try {
      const { ours, holds } = await measureCannon(stub.url, engineMs);
      all = all && holds;
      last ??= ours;
    } finally {
      stub.stop();
    }
  }
  return { ours: last, holds: all };
}

await writeDataset(folder, encounters, noteBytes);
const stub = await startStub();
try {
  const { ours, holds } = await measureBoth();
  const isFaster = cases === 0 || (await measurePromptfoo(stub.url, ours));
  process.exitCode = holds && isFaster ? 0 : 1;
} finally {
  stub.stop();
  rmSync(folder, { recursive: true, force: true });
}
