import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCli } from "./run-cli.ts";
import { moduleEngine, recallGate, smallRun } from "./small-run.ts";

function run(folder: string, ...more: string[]) {
  return runCli(["run", "scenario.yaml", "--out", "out", ...more], { cwd: folder });
}

describe("the exit code of run", () => {
  it("is 0 where the data show every benchmark met", async () => {
    const folder = makeFolder(smallRun({ encounters: 80, gate: recallGate }));
    const { status, stdout } = await run(folder, "--json");
    expect(status).toBe(0);
    const verdict: unknown = JSON.parse(stdout);
    expect(verdict).toMatchObject({ verdict: "go" });
    expect(JSON.parse(readFileSync(join(folder, "out/verdict.json"), "utf8"))).toEqual(verdict);
  });

  it("is 0 as well where a run of one system is held to all systems together", async () => {
    const gate = recallGate.replace("ICD-10-CM", "all");
    const { status, stdout } = await run(makeFolder(smallRun({ encounters: 80, gate })), "--json");
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { benchmarks: [{ system: "all", value: 1 }] }]);
  });

  it("is 0 without a gate, and says that nothing was decided", async () => {
    const folder = makeFolder(smallRun({ encounters: 5 }));
    const { status, stdout } = await run(folder);
    expect(status).toBe(0);
    expect(stdout).toContain("Nothing was decided");
    expect(existsSync(join(folder, "out/verdict.json"))).toBe(false);
    expect(existsSync(join(folder, "out/report.html"))).toBe(true);
  });

  it("is 1 where the data refute a benchmark", async () => {
    const engine = moduleEngine().replace('"I10"', '"I11.9"');
    const folder = makeFolder(smallRun({ encounters: 80, gate: recallGate, engine }));
    const { status, stdout } = await run(folder);
    expect(status).toBe(1);
    expect(stdout).toContain("NO-GO");
    expect(stdout).toContain("codes.recall");
  });

  it("is 2 with line, column and nearest key where the scenario is wrong, and nothing is written", async () => {
    const files = smallRun({ encounters: 5, extra: "slice: [setting]", gate: recallGate });
    const folder = makeFolder(files);
    const { status, stdout, stderr } = await run(folder, "--json");
    expect(status).toBe(2);
    expect(stderr).toMatch(/scenario\.yaml:6:1: unknown key "slice"/);
    expect(stderr).toContain('did you mean "slices"?');
    expect(JSON.parse(stdout)).toMatchObject({ error: { exit_code: 2, problems: [{ where: { line: 6 } }] } });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("is 2 with file, line and value where the data are wrong, and the engine is never called", async () => {
    const files = smallRun({ encounters: 5, gate: recallGate });
    const codes = `${files["data/codes.csv"]}E9999,ICD-10-CM,I10,1\n`;
    const engine = `import { writeFileSync } from "node:fs";
writeFileSync(new URL("called", import.meta.url), "");
${moduleEngine()}`;
    const folder = makeFolder({ ...files, "data/codes.csv": codes, "engine.mjs": engine });
    const { status, stderr } = await run(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("codes.csv:7");
    expect(stderr).toContain("E9999");
    expect(existsSync(join(folder, "called"))).toBe(false);
  });

  it("is 3 where the engine answers as a version that the scenario does not name", async () => {
    const engine = moduleEngine({ version: "2" });
    const folder = makeFolder(smallRun({ encounters: 80, gate: recallGate, engine }));
    const { status, stdout } = await run(folder, "--json");
    expect([status, JSON.parse(stdout)]).toMatchObject([3, { verdict: "incomplete" }]);
  });

  it("is 4 where there are too few encounters to tell", async () => {
    const folder = makeFolder(smallRun({ encounters: 20, gate: recallGate }));
    const { status, stdout } = await run(folder, "--json");
    expect([status, JSON.parse(stdout)]).toMatchObject([
      4,
      { verdict: "inconclusive", benchmarks: [{ outcome: "inconclusive", value: 1 }] },
    ]);
  });

  it("is never 0 for an empty dataset", async () => {
    const files = smallRun({ encounters: 0, gate: recallGate });
    const { status } = await run(makeFolder(files));
    expect(status).not.toBe(0);
  });

  it("is never 0 where a slice matches nothing", async () => {
    const gate = `${recallGate.replace("at_least", "slice: {setting: inpatient}, at_least")}\nslices: [setting]`;
    const { status, stdout } = await run(makeFolder(smallRun({ encounters: 80, gate })), "--json");
    expect(status).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ benchmarks: [{ value: null, outcome: "inconclusive" }] });
  });
});

describe("the files of a run", () => {
  it("can be read by their owner alone", async () => {
    const folder = makeFolder(smallRun({ encounters: 5, gate: recallGate }));
    await run(folder);
    const out = join(folder, "out");
    const open = ["", ...readdirSync(out, { recursive: true, encoding: "utf8" })].filter(
      (name) => (statSync(join(out, name)).mode & 0o077) !== 0,
    );
    expect(existsSync(join(out, "run.duckdb"))).toBe(true);
    expect(open).toEqual([]);
  });
});

describe("validate", () => {
  it("says what it checked, with and without rows", async () => {
    const folder = makeFolder(smallRun({ encounters: 5 }));
    const quick = await runCli(["validate", "scenario.yaml"], { cwd: folder });
    expect([quick.status, quick.stdout]).toEqual([0, expect.stringContaining("rows were not checked")]);
    const whole = await runCli(["validate", "scenario.yaml", "--data", "--json"], { cwd: folder });
    expect([whole.status, JSON.parse(whole.stdout)]).toMatchObject([
      0,
      { valid: true, rows: { encounters: 5 } },
    ]);
  });

  it("names a column that the encounters table has not", async () => {
    const folder = makeFolder(smallRun({ encounters: 5, extra: "slices: [seting]" }));
    const { status, stderr } = await runCli(["validate", "scenario.yaml"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/scenario\.yaml:6:10/);
    expect(stderr).toContain("did you mean setting?");
  });
});
