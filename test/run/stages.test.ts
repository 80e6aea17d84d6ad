import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeRun, gateRun, replayRun, reportRun, runScenario } from "../../src/run/stages.ts";
import { runCli } from "../cli/run-cli.ts";
import {
  gate,
  makeRunFolder,
  openContext,
  readRunManifest,
  readText,
  refusalOf,
  runFiles,
  writeFiles,
} from "./making-runs.ts";

const scenario = `replay: {retries: 0}\nslices: [setting]\n${gate}`;
const files = runFiles({ encounters: 60, scenario });
const decided = ["results.json", "verdict.json", "tables/codes.csv", "junit.xml"];

function textsOf(folder: string, out: string): string[] {
  return decided.map((file) => readText(folder, out, file));
}

describe("replay, analyze, gate and report as four commands", () => {
  it("write what run writes, from the run folder and from the scenario with --out", {
    timeout: 120_000,
  }, async () => {
    const folder = makeRunFolder(files);
    const cli = async (...args: string[]) => (await runCli(args, { cwd: folder })).status;
    expect(await cli("run", "scenario.yaml", "--out", "whole")).toBe(0);
    expect(await cli("replay", "scenario.yaml", "--out", "steps")).toBe(0);
    for (const stage of ["analyze", "gate", "report"]) expect(await cli(stage, "steps")).toBe(0);
    expect(textsOf(folder, "steps")).toEqual(textsOf(folder, "whole"));
    for (const file of [...decided, "report.html"]) rmSync(join(folder, "steps", file));
    for (const stage of ["analyze", "gate", "report"]) {
      expect(await cli(stage, "scenario.yaml", "--out", "steps")).toBe(0);
    }
    expect(textsOf(folder, "steps")).toEqual(textsOf(folder, "whole"));
    expect(existsSync(join(folder, "steps/report.html"))).toBe(true);
  });

  it("say which command comes first, each before its turn", async () => {
    const folder = makeRunFolder(files);
    const out = join(folder, "out");
    const scenarioFile = join(folder, "scenario.yaml");
    expect(await refusalOf(analyzeRun(scenarioFile, { out }, openContext()))).toMatchObject({
      code: "run-folder-invalid",
      hint: expect.stringContaining("shadowbench replay"),
    });
    expect(existsSync(out)).toBe(false);
    await replayRun(scenarioFile, { out }, openContext());
    expect(readRunManifest(out).status).toBe("replayed");
    for (const stage of [gateRun, reportRun]) {
      expect(await refusalOf(stage(out, {}, openContext()))).toMatchObject({
        code: "run-folder-invalid",
        hint: "run `shadowbench analyze` first",
      });
    }
    await analyzeRun(out, {}, openContext());
    expect(readRunManifest(out)).toMatchObject({ status: "analyzed", encounters: 60 });
    expect(await refusalOf(reportRun(out, {}, openContext()))).toMatchObject({
      code: "run-folder-invalid",
      hint: "run `shadowbench gate` first",
    });
    expect((await gateRun(out, {}, openContext())).verdict?.verdict).toBe("go");
    expect((await reportRun(out, {}, openContext())).exitCode).toBe(0);
  });

  it("report by the gate that decided, where it was another scenario's", async () => {
    const strict = files["scenario.yaml"]?.replace(gate, gate.replace("0.5", "0.6")) ?? "";
    const folder = makeRunFolder({ ...files, "strict.yaml": strict });
    const out = join(folder, "out");
    await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
    await gateRun(join(folder, "strict.yaml"), { out }, openContext());
    expect(await refusalOf(reportRun(out, {}, openContext()))).toMatchObject({
      code: "digest-differs",
      hint: expect.stringMatching(/shadowbench report \S*strict\.yaml --out \S*out`$/),
    });
    expect((await reportRun(join(folder, "strict.yaml"), { out }, openContext())).verdict).not.toBeNull();
    await gateRun(out, {}, openContext());
    expect((await reportRun(out, {}, openContext())).verdict).not.toBeNull();
  });

  it("do not judge results that the manifest does not vouch for: edited, or older than the answers", {
    timeout: 120_000,
  }, async () => {
    const folder = makeRunFolder(files);
    const cli = (...args: string[]) => runCli(args, { cwd: folder });
    expect((await cli("run", "scenario.yaml", "--out", "run")).status).toBe(0);
    const results = readText(folder, "run", "results.json");
    writeFiles(folder, { "run/results.json": results.replace('"confidence":0.95', '"confidence":0.9') });
    const edited = await cli("gate", "run");
    expect(edited.status).toBe(2);
    expect(edited.stderr).toContain("is not what the manifest says was written");
    writeFiles(folder, { "run/results.json": results });
    expect((await cli("gate", "run")).status).toBe(0);
    expect((await cli("replay", "scenario.yaml", "--out", "run", "--resume")).status).toBe(0);
    const older = await cli("gate", "run");
    expect(older.status).toBe(2);
    expect(older.stderr).toContain("were not analyzed yet");
  });

  it("do not judge results of other slices: they are to be analyzed anew, and the verdict with them", async () => {
    const folder = makeRunFolder(files);
    const out = join(folder, "out");
    await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
    writeFiles(folder, { "scenario.yaml": files["scenario.yaml"]?.replace("[setting]", "[payer]") ?? "" });
    for (const stage of [gateRun, reportRun]) {
      expect((await refusalOf(stage(out, {}, openContext()))).problems).toMatchObject([
        { message: expect.stringContaining("reference, slices or systems") },
      ]);
    }
    const { results } = await analyzeRun(out, {}, openContext());
    expect(results?.run.slices).toEqual(["payer"]);
    expect((await gateRun(out, {}, openContext())).verdict?.verdict).toBe("go");
    expect((await reportRun(out, {}, openContext())).verdict?.verdict).toBe("go");
  });
});

describe("a run without a gate", () => {
  it("ends with 0 and has no verdict.json, and drops the one of an earlier gate", async () => {
    const folder = makeRunFolder(files);
    const out = join(folder, "out");
    const scenarioFile = join(folder, "scenario.yaml");
    await runScenario(scenarioFile, { out }, openContext());
    expect(existsSync(join(out, "verdict.json"))).toBe(true);
    writeFiles(folder, { "scenario.yaml": files["scenario.yaml"]?.replace(gate, "") ?? "" });
    const outcome = await runScenario(scenarioFile, { out, resume: true }, openContext());
    expect([outcome.exitCode, outcome.verdict]).toEqual([0, null]);
    expect(existsSync(join(out, "verdict.json"))).toBe(false);
  });
});

describe("the run folder", () => {
  it("keeps everything from other users, and no spool", async () => {
    const { statSync, readdirSync } = await import("node:fs");
    const folder = makeRunFolder(files);
    const out = join(folder, "out");
    await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
    const names = readdirSync(out);
    expect(names).not.toContain("spool");
    expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
    const open = names.filter((name) => (statSync(join(out, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });
});
