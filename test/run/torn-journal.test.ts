import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeRun, runScenario } from "../../src/run/stages.ts";
import {
  journalLines,
  makeRunFolder,
  openContext,
  readResults,
  readText,
  refusalOf,
  runFiles,
} from "./making-runs.ts";

const scenario = "replay: {retries: 0}";

async function makeRun(encounters = 60) {
  const folder = makeRunFolder(runFiles({ encounters, scenario }));
  const out = join(folder, "out");
  await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
  return { folder, out, scenarioFile: join(folder, "scenario.yaml") };
}

function keepLines(out: string, count: number): void {
  const kept = journalLines(out).slice(0, count);
  writeFileSync(join(out, "journal.ndjson"), kept.map((line) => `${line}\n`).join(""));
}

describe("a journal that lacks lines at its end", () => {
  it("is analyzed as incomplete with exit code 3, and resumed to the bytes of the whole run", async () => {
    const { out, scenarioFile } = await makeRun();
    const before = readText(out, "results.json");
    keepLines(out, 50);
    const { exitCode, results } = await analyzeRun(out, {}, openContext());
    expect(exitCode).toBe(3);
    expect(results?.run.complete).toBe(false);
    expect(results?.run.incomplete_because).toEqual([
      "10 encounters have no final response yet; go on with --resume",
    ]);
    expect(results?.tables.responses).toContainEqual(expect.objectContaining({ status: "open", count: 10 }));
    expect(readResults(out)).toEqual(results);
    const resumed = await runScenario(scenarioFile, { out, resume: true }, openContext());
    expect(resumed.exitCode).toBe(0);
    expect(readText(out, "results.json")).toBe(before);
    expect(journalLines(out).length).toBe(60);
  });

  it("and has half a line there instead is analyzed without it, alone, before a resume cuts it off", async () => {
    const { out, scenarioFile } = await makeRun();
    const before = readText(out, "results.json");
    const torn = journalLines(out)[59] ?? "";
    keepLines(out, 59);
    appendFileSync(join(out, "journal.ndjson"), torn.slice(0, torn.length / 2));
    const { exitCode, results } = await analyzeRun(out, {}, openContext());
    expect([exitCode, results?.run.incomplete_because]).toEqual([
      3,
      ["1 encounters have no final response yet; go on with --resume"],
    ]);
    await runScenario(scenarioFile, { out, resume: true }, openContext());
    expect(readText(out, "results.json")).toBe(before);
  });

  it("and has a whole line there whose checksum differs is analyzed without it", async () => {
    const { out } = await makeRun();
    const last = journalLines(out)[59] ?? "";
    keepLines(out, 59);
    appendFileSync(join(out, "journal.ndjson"), `${last.replace("ICD-10-CM", "ICD-11-CM")}x\n`);
    const { results } = await analyzeRun(out, {}, openContext());
    expect(results?.run.complete).toBe(false);
    expect(results?.tables.responses).toContainEqual(expect.objectContaining({ status: "open", count: 1 }));
  });

  it("and has every line torn away is analyzed as incomplete, never as a run without answers", async () => {
    const { out } = await makeRun(5);
    keepLines(out, 0);
    const { exitCode } = await analyzeRun(out, {}, openContext());
    expect(exitCode).toBe(3);
  });
});

describe("a journal that is damaged elsewhere", () => {
  it("is refused with its line", async () => {
    const { out } = await makeRun(5);
    const lines = journalLines(out);
    const text = lines
      .map((line, at) => `${at === 1 ? line.replace("attempts", "attempt5") : line}\n`)
      .join("");
    writeFileSync(join(out, "journal.ndjson"), text);
    const refusal = await refusalOf(analyzeRun(out, {}, openContext()));
    expect([refusal.code, refusal.where?.line]).toEqual(["journal-damaged", 2]);
  });
});
