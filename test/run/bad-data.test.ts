import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replayRun, runScenario } from "../../src/run/stages.ts";
import {
  engineText,
  gate,
  makeRunFolder,
  openContext,
  refusalOf,
  runFiles,
  writeFiles,
} from "./making-runs.ts";

const engine = engineText({
  first: `import { writeFileSync } from "node:fs"; writeFileSync(new URL("called", import.meta.url), "");`,
});
const sound = runFiles({ encounters: 20, engine, scenario: gate });

async function refuse(change: Record<string, string>) {
  const folder = makeRunFolder({ ...sound, ...change });
  const out = join(folder, "out");
  const refusal = await refusalOf(runScenario(join(folder, "scenario.yaml"), { out }, openContext()));
  expect(existsSync(join(folder, "called"))).toBe(false);
  expect(existsSync(out)).toBe(false);
  expect(refusal.exitCode).toBe(2);
  return refusal;
}

function withLine(file: string, line: string): Record<string, string> {
  return { [file]: `${sound[file]}${line}\n` };
}

describe("bad data stop a run with exit 2 before the engine is loaded, and leave no folder", () => {
  it("a row for an unknown encounter", async () => {
    const refusal = await refuse(withLine("data/codes.csv", "E99999,ICD-10-CM,I10,1"));
    expect(refusal.code).toBe("data-invalid");
    expect(refusal.problems).toMatchObject([
      { message: expect.stringContaining("E99999"), where: { file: expect.stringMatching(/codes\.csv$/) } },
    ]);
  });

  it("a value of the wrong type", async () => {
    const refusal = await refuse(withLine("data/encounters.csv", "E77777,P1,inpatient,Blue,old,R1"));
    expect(refusal.problems).toMatchObject([
      { message: expect.stringContaining('age "old"'), where: { line: 22 } },
    ]);
  });

  it("an encounter twice", async () => {
    const refusal = await refuse(withLine("data/encounters.csv", "E00001,P1,inpatient,Blue,40,R1"));
    expect(refusal.problems.length).toBeGreaterThan(0);
  });

  it("a document that is no JSON", async () => {
    const refusal = await refuse(withLine("data/documents.ndjson", '{"encounter_id":"E00001",'));
    expect(refusal.problems).toMatchObject([{ where: { line: 41 } }]);
  });

  it("a table that is not there", async () => {
    const text = sound["data/dataset.yaml"]?.replace("codes.csv", "cods.csv") ?? "";
    await refuse({ "data/dataset.yaml": text });
  });

  it("a column that the scenario names and the table has not", async () => {
    const refusal = await refuse({ "scenario.yaml": `${sound["scenario.yaml"]}slices: [payr]\n` });
    expect(refusal.problems).toMatchObject([{ hint: "did you mean payer?" }]);
  });
});

describe("bad data that are mended", () => {
  it("run in the same folder, without --resume", async () => {
    const folder = makeRunFolder({ ...sound, ...withLine("data/codes.csv", "E99999,ICD-10-CM,I10,1") });
    const out = join(folder, "out");
    const scenarioFile = join(folder, "scenario.yaml");
    await refusalOf(replayRun(scenarioFile, { out }, openContext()));
    writeFiles(folder, { "data/codes.csv": sound["data/codes.csv"] ?? "" });
    const { exitCode } = await replayRun(scenarioFile, { out }, openContext());
    expect([exitCode, existsSync(join(folder, "called"))]).toEqual([0, true]);
  });

  it("leave an empty folder that was there empty", async () => {
    const folder = makeRunFolder({ ...sound, ...withLine("data/codes.csv", "E99999,ICD-10-CM,I10,1") });
    const out = join(folder, "out");
    mkdirSync(out);
    await refusalOf(replayRun(join(folder, "scenario.yaml"), { out }, openContext()));
    expect(readdirSync(out)).toEqual([]);
  });
});
