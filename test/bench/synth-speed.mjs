/** Seconds that `shadowbench synth` takes for 100,000 encounters; wants at most 60. Needs `npm run build`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "shadowbench-bench-"));
const started = performance.now();
const args = ["synth", join(folder, "large"), "--encounters", "100000", "--seed", "7"];
const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
rmSync(folder, { recursive: true, force: true });
if (status !== 0) console.error(stderr);
console.log(JSON.stringify({ bench: "synth", encounters: 100_000, seconds }));
process.exitCode = status === 0 && seconds <= 60 ? 0 : 1;
