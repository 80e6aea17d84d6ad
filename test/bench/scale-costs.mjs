/**
 * What a replay costs in parts: loading and planning, asking, merging, analyzing; CPU seconds (user and system, of all
 * processes), wall seconds, memory (all processes together) and bytes on disk. Synthetic encounters through a module
 * engine that answers at once with six codes, in two shards. The table of docs/scale.md is made from it.
 *
 *   node test/bench/scale-costs.mjs [encounters]     default 100000; needs `npm run build`, Linux and GNU time
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, writeScenario } from "./replay-data.mjs";
import { runWatched } from "./watch-memory.mjs";

const encounters = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "shadowbench-costs-"));
const times = join(folder, "times");

const engine = `const codes = ["I10", "E78.5", "N39.0", "K21.9", "E11.9", "I25.10"].map((code, at) =>
  ({ system: "ICD-10-CM", code, sequence: at + 1, confidence: 0.9 }));
export default { name: "noop", version: "1", code: () => ({ status: "coded", codes, confidence: 0.9 }) };\n`;

function sizeOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (found.isFile()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

async function measure(what, args, madeFolder) {
  const command = ["-f", "%U %S", "-o", times, process.execPath, program, ...args];
  const { code, output, ms, peakMb } = await runWatched("/usr/bin/time", command, { cwd: folder });
  if (code !== 0) throw new Error(output);
  const [user = 0, system = 0] = readFileSync(times, "utf8").trim().split("\n").at(-1).split(" ").map(Number);
  const line = {
    bench: "scale-costs",
    what,
    encounters,
    cpu_s: Number((user + system).toFixed(1)),
    wall_s: Number((ms / 1000).toFixed(1)),
    peak_mb: peakMb,
    disk_mb: Number((sizeOf(join(folder, madeFolder)) / 1e6).toFixed(1)),
  };
  console.log(JSON.stringify(line));
}

try {
  await measure("synth", ["synth", "data", "--encounters", String(encounters), "--seed", "7"], "data");
  writeFileSync(join(folder, "data/noop.mjs"), engine);
  const module = '{kind: module, name: noop, version: "1", path: noop.mjs}';
  const scenario = writeScenario(join(folder, "data"), "costs", module, "{concurrency: 64}");
  const shard = (index) => [scenario, "--shard", `${index}/2`, "--out", `shard-${index}`];
  await measure("replay shard 1/2", ["replay", ...shard(1)], "shard-1");
  await measure("replay shard 2/2", ["replay", ...shard(2)], "shard-2");
  await measure("load and plan alone", ["replay", ...shard(1), "--resume"], "shard-1");
  await measure("merge", ["merge", "shard-2", "shard-1", "--out", "whole"], "whole");
  await measure("analyze", ["analyze", "whole"], "whole");
  await measure("report", ["report", "whole"], "whole");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
