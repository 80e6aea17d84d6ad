/**
 * `node docs/scale/local.mjs <scenario.yaml> <shards> <folder> [at once]`: a replay spread over processes of this
 * machine, merged, analyzed and judged. Shards lie in <folder>/shard-<i>-of-<n>, the whole in <folder>/whole. Given
 * again it goes on where it stopped. Ends with the exit code of the first shard that failed, else with the gate's.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../dist/cli.js");
const [scenario, count, folder, atOnce = count] = process.argv.slice(2);
const shards = Number(count);
const lanes = Number(atOnce);
if (!folder || !(shards >= 1) || !(lanes >= 1)) {
  console.error("usage: node docs/scale/local.mjs <scenario.yaml> <shards> <folder> [at once]");
  process.exit(2);
}

const running = new Set();
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    isStopping = true;
    for (const child of running) child.kill(signal);
  });
}

/** Runs one command of the program to its end and gives its exit code. */
function runCommand(parameters) {
  console.error(`$ shadowbench ${parameters.join(" ")}`);
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ["ignore", "ignore", "inherit"] });
  running.add(child);
  return new Promise((resolve) => {
    child.on("error", () => resolve(70));
    child.on("close", (code) => resolve(code ?? 143));
  }).finally(() => running.delete(child));
}

function folderOf(shard) {
  return join(folder, `shard-${shard}-of-${shards}`);
}

async function replayShards() {
  const codes = [];
  let next = 1;
  const runLane = async () => {
    while (next <= shards && !isStopping) {
      const shard = next++;
      codes[shard] = await runCommand([
        "replay",
        scenario,
        "--shard",
        `${shard}/${shards}`,
        "--out",
        folderOf(shard),
        "--resume",
      ]);
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return codes.find((code) => code !== undefined && code !== 0) ?? (isStopping ? 143 : 0);
}

async function mergeAndJudge() {
  const whole = join(folder, "whole");
  const folders = Array.from({ length: shards }, (_, at) => folderOf(at + 1));
  const merged = existsSync(join(whole, "manifest.json"))
    ? 0
    : await runCommand(["merge", ...folders, "--out", whole]);
  return merged === 0 ? runCommand(["run", whole, "--resume"]) : merged;
}

const replayed = await replayShards();
process.exitCode = replayed === 0 ? await mergeAndJudge() : replayed;
