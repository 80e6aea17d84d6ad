import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder, runCli } from "./run-cli.ts";
import { smallRun } from "./small-run.ts";

function freshRun(files: Record<string, string>): string {
  const folder = makeFolder(files);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An engine that is out of order while a file called `broken` lies beside it. */
const mendable = `import { existsSync } from "node:fs";
export default {
  name: "plain",
  version: "1",
  code() {
    if (existsSync(new URL("./broken", import.meta.url))) throw new Error("out of order");
    return { status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", sequence: 1 }] };
  },
};
`;

const replay = "replay: {concurrency: 4, error_budget: {share: 0.2, after: 10}}";

test("a broken error budget is exit code 3 with the way on, and what failed is asked anew on demand", async () => {
  const folder = freshRun({ ...smallRun({ encounters: 60, engine: mendable, replay }), broken: "" });
  const scenario = ["run", "scenario.yaml", "--out", "out"];
  const first = await runCli(scenario, { cwd: folder });
  expect(first.status).toBe(3);
  expect(first.stderr).toMatch(/stopped: 1\d of 1\d responses failed; the budget is 20 %/);
  expect(first.stderr).toContain("shadowbench run scenario.yaml --resume --out out --retry-failed");
  const { status, sessions } = JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8"));
  expect([status, sessions[0].ended]).toEqual(["interrupted", "error-budget"]);

  rmSync(join(folder, "broken"));
  const next = await runCli([...scenario, "--resume", "--retry-failed"], { cwd: folder });
  expect(next.status).toBe(0);
  const results = JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8"));
  expect(results.tables.responses).toEqual([{ status: "coded", reason: null, count: 60 }]);
});

const limiter = "prlimit";
const hasPrlimit = spawnSync(limiter, ["--version"]).status === 0;

/** An engine that, while a file called `full` lies beside it, lets this process write no file beyond 200 kB. */
const filling = `import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
if (existsSync(new URL("./full", import.meta.url))) spawnSync("prlimit", ["--pid", String(process.pid), "--fsize=204800:"]);
export default {
  name: "plain",
  version: "1",
  code: () => ({ status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", sequence: 1 }] }),
};
`;

function encountersOf(journal: string): string[] {
  const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
  return lines.map((line): string => JSON.parse(line).encounter_id).sort();
}

test.skipIf(!hasPrlimit)(
  "a journal that the disk takes no more of ends the run with its reason; with room again nothing is lost or doubled (skipped without prlimit)",
  async () => {
    const folder = freshRun({ ...smallRun({ encounters: 1500, engine: filling }), full: "" });
    const ask = ["replay", "scenario.yaml", "--out", "out"];
    const full = await runCli(ask, { cwd: folder });
    expect([full.status, full.stderr]).toEqual([2, expect.stringContaining("cannot write the journal: ")]);
    expect(full.stderr).toContain("go on with --resume: what was written is kept");

    rmSync(join(folder, "full"));
    const next = await runCli([...ask, "--resume"], { cwd: folder });
    expect(next.status).toBe(0);
    const answered = encountersOf(join(folder, "out/journal.ndjson"));
    expect([answered.length, new Set(answered).size]).toEqual([1500, 1500]);
  },
);
