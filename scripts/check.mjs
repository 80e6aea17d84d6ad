/**
 * `npm test`: every check of the project, one after the other, then a summary.
 * The last line is `N passed, N failed`, checks and tests added up; the exit code is 1 if anything failed.
 * `npm test -- lint types` runs only the checks named.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "shadowbench-check-"));
const testReport = join(scratch, "tests.json");

const checks = [
  { name: "lint", says: "format and lint (biome)", run: ["biome", "ci", "."] },
  { name: "types", says: "types (tsc)", run: ["tsc", "-p", "tsconfig.json"] },
  { name: "unused", says: "unused files, exports, packages (knip)", run: ["knip"] },
  { name: "build", says: "build", run: ["node", "scripts/build.mjs"] },
  { name: "package", says: "package (publint)", run: ["publint", "--strict"] },
  {
    name: "exports",
    says: "types of the package (attw)",
    run: ["attw", "--pack", ".", "--profile", "esm-only"],
  },
  {
    name: "tests",
    says: "tests (vitest)",
    run: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${testReport}`],
    streams: true,
  },
];

const env = {
  ...process.env,
  PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
  NO_UPDATE_NOTIFIER: "1",
  npm_config_update_notifier: "false",
  npm_config_ignore_scripts: "true",
};

function runCheck({ run: [command, ...args], streams }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        if (streams) process.stdout.write(chunk);
      });
    child.on("error", (error) => resolve({ passed: false, output: String(error) }));
    child.on("close", (code) => resolve({ passed: code === 0, output }));
  });
}

function countTests() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
      readFileSync(testReport, "utf8"),
    );
    const failed = numFailedTests > 0 || success ? numFailedTests : Math.max(1, numFailedTestSuites);
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const wanted = process.argv.slice(2);
const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const lines = [];
const total = { passed: 0, failed: 0, skipped: 0 };

for (const check of chosen) {
  const started = performance.now();
  const { passed, output } = await runCheck(check);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = check.name === "tests" ? countTests() : { passed: 0, failed: 0, skipped: 0 };
  const isCheckAlone = check.name !== "tests" || (!passed && counts.failed === 0);
  total.passed += counts.passed + (isCheckAlone && passed ? 1 : 0);
  total.failed += counts.failed + (isCheckAlone && !passed ? 1 : 0);
  total.skipped += counts.skipped;
  if (!passed && !check.streams) process.stdout.write(`\n--- ${check.says} failed ---\n${output}\n`);
  const line = `${passed ? "pass" : "FAIL"}  ${check.says}  ${seconds} s`;
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

rmSync(scratch, { recursive: true, force: true });
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
process.stdout.write(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
