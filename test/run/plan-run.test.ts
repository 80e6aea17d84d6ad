import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { planDocumentSchema } from "../../src/domain/plan-document.ts";
import { noPlanOptions } from "../../src/gate/plan/plan-inputs.ts";
import { planScenario, writePlanReport } from "../../src/run/plan-run.ts";
import { digestText } from "../../src/run/run-folder.ts";
import { figureOf, resultsOf, serviceOf } from "../gate/measurements.ts";

const scenario = `schema: shadowbench.scenario/1
name: small
dataset: data
engine: {kind: lexical}
plan: {encounters_per_week: 100}
`;
const gate = `gate:
  benchmarks:
    - {metric: codes.recall, system: ICD-10-CM, at_least: 0.85}
`;

/** The manifest of an analyzed run with these results. */
const manifestOf = (results: string) => ({
  schema: "shadowbench.run/1",
  run: "vendor-a-pilot-1",
  tool_version: "0.1.0",
  node_version: "v20.19.0",
  scenario: { name: "vendor-a-pilot", file: "a.yaml", sha256: "0", stages: { replay: "0", analysis: "0" } },
  dataset: { name: "d", version: "1", folder: "data" },
  tables: [],
  engine: { kind: "recorded", name: "vendor-a", version: ["3.2"] },
  code_tables: [],
  seed: 7,
  status: "analyzed",
  shard: null,
  results_sha256: digestText(results),
  service_sha256: null,
  encounters: 500,
  sessions: [],
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shadowbench-plan-"));
  writeFileSync(join(folder, "gate.yaml"), scenario + gate);
  writeFileSync(join(folder, "bare.yaml"), scenario);
  mkdirSync(join(folder, "pilot"));
  const results = resultsOf([figureOf()]);
  const flow = [{ step: "compared", encounters: 500, dropped: [] }];
  const text = JSON.stringify({ ...results, tables: { ...results.tables, flow } });
  writeFileSync(join(folder, "pilot/results.json"), text);
  writeFileSync(join(folder, "pilot/manifest.json"), JSON.stringify(manifestOf(text)));
  writeFileSync(join(folder, "pilot/service.json"), JSON.stringify(serviceOf([])));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("plans a scenario by a pilot's folder, and writes the plan as a document and a page", async () => {
  const plan = await planScenario(join(folder, "gate.yaml"), join(folder, "pilot"), noPlanOptions);
  expect(plan.pilot).toMatchObject({ run: "vendor-a-pilot", encounters: 500, complete: true });
  expect(plan.benchmarks[0]).toMatchObject({ expected: 0.912, share: 0.5 });
  const page = await writePlanReport(join(folder, "out"), plan);
  expect(readFileSync(page, "utf8")).toContain("by a pilot of vendor-a 3.2");
  const written = readFileSync(join(folder, "out/plan.json"), "utf8");
  expect(planDocumentSchema.parse(JSON.parse(written))).toEqual(plan);
});

it("refuses a scenario without benchmarks, and a pilot that was not analyzed", async () => {
  await expect(planScenario(join(folder, "bare.yaml"), null, noPlanOptions)).rejects.toMatchObject({
    code: "scenario-invalid",
    exitCode: 2,
  });
  const pilot = join(folder, "out");
  await expect(planScenario(join(folder, "gate.yaml"), pilot, noPlanOptions)).rejects.toMatchObject({
    code: "run-folder-invalid",
    hint: "name the folder that `shadowbench run` wrote",
  });
});

it("refuses a true value that its metric cannot take", async () => {
  const file = join(folder, "gate.yaml");
  const refusal = { code: "command-invalid", hint: "did you mean 0.97?" };
  await expect(planScenario(file, null, { ...noPlanOptions, expected: 97 })).rejects.toMatchObject(refusal);
  const expectedOf = new Map([["codes.f1", 97]]);
  await expect(planScenario(file, null, { ...noPlanOptions, expectedOf })).rejects.toMatchObject(refusal);
  const difference = new Map([["excess.codes.f1", -0.02]]);
  await planScenario(file, null, { ...noPlanOptions, expectedOf: difference });
});

it("refuses a pilot whose results were changed by hand", async () => {
  const file = join(folder, "pilot/results.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("0.912", "0.992"));
  const planning = planScenario(join(folder, "gate.yaml"), join(folder, "pilot"), noPlanOptions);
  await expect(planning).rejects.toMatchObject({ code: "digest-differs" });
});
