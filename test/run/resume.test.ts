import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeRun, replayRun, runScenario } from "../../src/run/stages.ts";
import { runCli } from "../cli/run-cli.ts";
import {
  gate,
  journalLines,
  makeRunFolder,
  openContext,
  readText,
  refusalOf,
  runFiles,
  tableFiles,
  tablesOf,
  writeFiles,
} from "./making-runs.ts";

const scenario = `replay: {retries: 0}\nslices: [setting]\n${gate}`;
const files = runFiles({ encounters: 40, scenario });

async function makeRun() {
  const folder = makeRunFolder(files);
  const out = join(folder, "out");
  const scenarioFile = join(folder, "scenario.yaml");
  await runScenario(scenarioFile, { out }, openContext());
  return { folder, out, scenarioFile, resume: { out, resume: true } };
}

describe("a folder that holds a run", () => {
  it("is not run in again without --resume, and is left as it is", async () => {
    const { folder, out } = await makeRun();
    const before = [readText(out, "journal.ndjson"), readText(out, "manifest.json")];
    const { status, stderr } = await runCli(["run", "scenario.yaml", "--out", "out"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("a run lies in out already");
    expect(stderr).toContain("go on in it with --resume, or name another folder with --out");
    expect([readText(out, "journal.ndjson"), readText(out, "manifest.json")]).toEqual(before);
  });

  it("keeps the spool of a run that is at work there, when a second one is refused", async () => {
    const { out, scenarioFile } = await makeRun();
    mkdirSync(join(out, "spool"));
    writeFileSync(join(out, "spool/plan.ndjson"), "");
    expect(await refusalOf(replayRun(scenarioFile, { out }, openContext()))).toMatchObject({
      code: "run-folder-invalid",
    });
    expect(existsSync(join(out, "spool/plan.ndjson"))).toBe(true);
  });

  it("asks nobody anything on --resume where nothing is missing", async () => {
    const { out, scenarioFile, resume } = await makeRun();
    const before = [
      readText(out, "journal.ndjson"),
      readText(out, "results.json"),
      readText(out, "verdict.json"),
    ];
    await runScenario(scenarioFile, resume, openContext());
    expect([
      readText(out, "journal.ndjson"),
      readText(out, "results.json"),
      readText(out, "verdict.json"),
    ]).toEqual(before);
    await runScenario(out, { resume: true }, openContext());
    expect(journalLines(out).length).toBe(40);
  });

  it("is refused where a journal lies there without its manifest: nobody knows whose answers they are", async () => {
    const { out, scenarioFile } = await makeRun();
    rmSync(join(out, "manifest.json"));
    const before = readText(out, "journal.ndjson");
    for (const resume of [true, false]) {
      const refusal = await refusalOf(runScenario(scenarioFile, { out, resume }, openContext()));
      expect([refusal.code, refusal.message]).toEqual([
        "run-folder-invalid",
        expect.stringContaining("holds files, but no run"),
      ]);
    }
    expect(readText(out, "journal.ndjson")).toBe(before);
  });
});

describe("a folder of a run that was killed before it had its manifest", () => {
  it("is run in: the lock of a process that is gone holds nobody up", async () => {
    const folder = makeRunFolder(files);
    const out = join(folder, "out");
    mkdirSync(out);
    const gone = spawnSync(process.execPath, ["-e", "0"]).pid;
    writeFileSync(join(out, "run.lock"), JSON.stringify({ pid: gone, host: hostname() }));
    writeFileSync(join(out, "manifest.json.part"), "{");
    const resume = { out, resume: true };
    const { exitCode } = await runScenario(join(folder, "scenario.yaml"), resume, openContext());
    expect(exitCode).toBe(0);
    expect(journalLines(out).length).toBe(40);
  });
});

describe("--resume with other inputs is refused with exit 2, naming what differs", () => {
  async function differences(change: Record<string, string>) {
    const { folder, scenarioFile, resume } = await makeRun();
    writeFiles(folder, change);
    const refusal = await refusalOf(runScenario(scenarioFile, resume, openContext()));
    expect([refusal.code, refusal.exitCode]).toEqual(["digest-differs", 2]);
    return refusal.problems.map(({ message }) => message);
  }

  it("a table", async () => {
    const tables = tablesOf(40);
    const changed = tableFiles({ ...tables, codes: tables.codes.slice(1) });
    expect(await differences({ "data/codes.csv": changed["data/codes.csv"] ?? "" })).toEqual([
      expect.stringMatching(/^table codes differs: it was [0-9a-f]{12}, it is [0-9a-f]{12}$/),
    ]);
  });

  it("two tables", async () => {
    const other = tableFiles(tablesOf(39));
    expect(
      await differences({
        "data/codes.csv": other["data/codes.csv"] ?? "",
        "data/documents.ndjson": other["data/documents.ndjson"] ?? "",
      }),
    ).toEqual([
      expect.stringMatching(/^table codes differs/),
      expect.stringMatching(/^table documents differs/),
    ]);
  });

  it("the scope in the scenario", async () => {
    const text = `${files["scenario.yaml"]}include: {setting: inpatient}\n`;
    expect(await differences({ "scenario.yaml": text })).toEqual([
      "the scenario differs: dataset, scope, systems, engine, send or seed changed since",
    ]);
  });

  it("the engine's module", async () => {
    expect(await differences({ "engine.mjs": `${files["engine.mjs"]}// mended\n` })).toEqual([
      expect.stringMatching(/^engine\.mjs differs/),
    ]);
  });

  it("and on the command line the reader is told so", async () => {
    const { folder } = await makeRun();
    writeFiles(folder, { "data/codes.csv": tableFiles(tablesOf(41))["data/codes.csv"] ?? "" });
    const { status, stderr } = await runCli(["analyze", "out"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("table codes differs");
  });
});

describe("--resume with another pace, slices or gate", () => {
  it("goes on: none of these decides an answer", async () => {
    const { folder, scenarioFile, resume } = await makeRun();
    const text = files["scenario.yaml"]
      ?.replace("retries: 0", "retries: 1, concurrency: 2")
      .replace("slices: [setting]", "slices: [payer]")
      .replace("at_least: 0.2", "at_least: 0.99");
    writeFiles(folder, { "scenario.yaml": text ?? "" });
    const { exitCode, results } = await runScenario(scenarioFile, resume, openContext());
    expect(exitCode).toBe(1);
    expect(results?.run.slices).toEqual(["payer"]);
  });
});

describe("files of a run that are gone", () => {
  it("the journal is said to be missing, with what to do", async () => {
    const { out } = await makeRun();
    rmSync(join(out, "journal.ndjson"));
    const refusal = await refusalOf(analyzeRun(out, {}, openContext()));
    expect(refusal).toMatchObject({
      code: "run-folder-invalid",
      message: expect.stringContaining("no journal lies in"),
      hint: "restore it from a copy, or ask anew with `shadowbench replay --resume`",
    });
  });

  it("run.duckdb is built anew, and with rubbish in its place too", async () => {
    const { out } = await makeRun();
    const before = readText(out, "results.json");
    rmSync(join(out, "run.duckdb"));
    await analyzeRun(out, {}, openContext());
    expect(existsSync(join(out, "run.duckdb"))).toBe(true);
    writeFileSync(join(out, "run.duckdb"), "rubbish");
    await analyzeRun(out, {}, openContext());
    expect(readText(out, "results.json")).toBe(before);
  });

  it("the scenario of a run folder is said to be gone", async () => {
    const { out, scenarioFile } = await makeRun();
    rmSync(scenarioFile);
    expect(await refusalOf(analyzeRun(out, {}, openContext()))).toMatchObject({
      code: "run-folder-invalid",
      hint: "give the scenario's file and --out with this folder",
    });
  });
});
