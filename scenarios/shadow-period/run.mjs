/**
 * `node scenarios/shadow-period/run.mjs`: a whole shadow period on synthetic data, from planning to an update that is
 * refused. Everything lies in reports/shadow-period afterwards, which is made anew. Ends with exit code 0 if every
 * command ended as it must; docs/tutorial.md tells what each is for.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { steps } from "./steps.mjs";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "reports/shadow-period");
const programs = { shadowbench: [process.execPath, join(root, "dist/cli.js")], node: [process.execPath] };

function runStep({ command }) {
  const [program, ...args] = command.split(" ");
  const [file, ...before] = programs[program];
  const { status, error } = spawnSync(file, [...before, ...args], { cwd: root, stdio: "inherit" });
  if (error) throw error;
  return status;
}

rmSync(folder, { recursive: true, force: true });
for (const [at, step] of steps.entries()) {
  const { title, command, exits = 0 } = step;
  console.log(`\n=== ${at + 1} of ${steps.length}: ${title}\n$ ${command}`);
  const status = runStep(step);
  if (status === exits) continue;
  console.error(`\nThis command ended with exit code ${status}, where ${exits} was expected.`);
  process.exit(1);
}

console.log(`
All ${steps.length} commands ended as they must. Open in a browser:
  reports/shadow-period/look-4/report.html      why version 3.2 may go live
  reports/shadow-period/update/report.html      why version 3.3 may not
  reports/shadow-period/compare/compare.html    what version 3.3 changed
  reports/shadow-period/trend/trend.html        the week in which it began`);
