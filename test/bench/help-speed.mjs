/** Prints the wall time of `shadowbench --help` over that of `node -e 0`, medians of alternating runs; wants ≤ 2. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../dist/cli.js");
const runs = 21;

function time(args) {
  const started = performance.now();
  spawnSync(process.execPath, args, { stdio: "ignore" });
  return performance.now() - started;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const bare = [];
const help = [];
for (let run = 0; run < runs; run++) {
  bare.push(time(["-e", "0"]));
  help.push(time([program, "--help"]));
}
const ratio = median(help) / median(bare);
console.log(
  `--help ${median(help).toFixed(0)} ms, node -e 0 ${median(bare).toFixed(0)} ms: ratio ${ratio.toFixed(2)}, wanted ≤ 2`,
);
process.exitCode = ratio <= 2 ? 0 : 1;
