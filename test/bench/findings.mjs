/**
 * What the analysis finds where something is planted, and where nothing is: every planted error of the synthetic
 * engines by id, and false findings of 200 seeded runs family by family (at most 16 in any).
 *
 *   node test/bench/findings.mjs [datasets]     default 200; takes some minutes; needs `npm run build`
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "test/run/planted-errors.test.ts",
    "test/analysis/null-findings.test.ts",
    "--reporter=verbose",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, NULL_DATASETS: process.argv[2] ?? "200" } },
);
process.exitCode = status ?? 1;
