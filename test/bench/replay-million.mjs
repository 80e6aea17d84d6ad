/**
 * Memory and time of `shadowbench replay` from 100,000 to 1,000,000 encounters, through a module engine that answers
 * at once: at most 400 MB resident (every process of it together), and at most 11 times as long. Then the big run is
 * gone on with, its journal whole but for the last tenth.
 *
 *   node test/bench/replay-million.mjs [small] [large]     default 100000 1000000; needs `npm run build` and Linux
 *
 * Prints one JSON line a run; exit code 1 where a bound is missed.
 */
import { mkdtempSync, openSync, readSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, readManifest, writeDataset, writeScenario } from "./replay-data.mjs";
import { runWatched } from "./watch-memory.mjs";

const [small, large] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1_000_000)];
const [mbAtMost, timesAtMost] = [400, 11];
const folder = mkdtempSync(join(tmpdir(), "shadowbench-million-"));

const noop = `export default { name: "noop", version: "1",
  code: () => ({ status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", sequence: 1 }] }) };\n`;

async function makeInput(encounters) {
  const data = join(folder, String(encounters));
  await writeDataset(data, encounters, 200);
  writeFileSync(join(data, "noop.mjs"), noop);
  const engine = '{kind: module, name: noop, version: "1", path: noop.mjs}';
  return { scenario: writeScenario(data, "million", engine, "{concurrency: 64}"), out: join(data, "run") };
}

async function replay(what, encounters, args, out) {
  const { code, output, ms, peakMb } = await runWatched(process.execPath, [program, "replay", ...args]);
  if (code !== 0) throw new Error(output);
  const { sessions } = readManifest(out);
  const { asked, replay_ms } = sessions.at(-1);
  const line = {
    bench: "replay-million",
    what,
    encounters,
    asked,
    seconds: ms / 1000,
    replay_ms,
    peak_mb: peakMb,
  };
  console.log(JSON.stringify(line));
  return { ms, peakMb };
}

/** Cuts the last tenth of a journal's lines, and a few bytes more: what a kill leaves. */
function cutJournal(file) {
  const from = Math.round(statSync(file).size * 0.9);
  const bytes = Buffer.alloc(65_536);
  const handle = openSync(file, "r");
  readSync(handle, bytes, 0, bytes.length, from);
  truncateSync(file, from + bytes.indexOf("\n") + 8);
}

async function measure() {
  const little = await makeInput(small);
  const first = await replay("whole", small, [little.scenario, "--out", little.out], little.out);
  const big = await makeInput(large);
  const second = await replay("whole", large, [big.scenario, "--out", big.out], big.out);
  cutJournal(join(big.out, "journal.ndjson"));
  const third = await replay("resume", large, [big.out, "--resume"], big.out);
  const times = Number((second.ms / first.ms).toFixed(2));
  const peakMb = Math.max(second.peakMb, third.peakMb);
  const holds = times <= timesAtMost && peakMb <= mbAtMost;
  const bounds = { peak_mb_at_most: mbAtMost, times_at_most: timesAtMost };
  console.log(JSON.stringify({ bench: "replay-million", peak_mb: peakMb, times, ...bounds, holds }));
  process.exitCode = holds ? 0 : 1;
}

try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
