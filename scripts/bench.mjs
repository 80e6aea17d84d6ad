/** `npm run bench`: every bench, one after the other, each in a process of its own. Nothing here is a test. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../test/bench");
const benches = [
  ["help-speed.mjs"],
  ["replay-speed.mjs"],
  ["replay-against-peers.mjs"],
  ["replay-million.mjs"],
  ["open-loop.mjs"],
  ["chaos.mjs", "--rounds", "200"],
  ["analysis-speed.mjs", "200000"],
  ["analysis-speed.mjs", "400000"],
  ["errors-speed.mjs", "200000"],
  ["errors-speed.mjs", "1000000"],
  ["bias-nulls.mjs"],
  ["findings.mjs"],
  ["scale-costs.mjs"],
  ["synth-speed.mjs"],
  ["adjudication.mjs", "500"],
  ["operating-characteristics.mjs", "--replicates", "100"],
];

for (const [file, ...args] of benches) {
  const { status } = spawnSync(process.execPath, [join(folder, file), ...args], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
