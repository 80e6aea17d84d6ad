import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatPlace, HarnessError } from "../../src/errors.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { stageDigests } from "../../src/scenario/stage-digests.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gates-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = `schema: shadowbench.scenario/1
name: pilot
dataset: ../data
systems: [ICD-10-CM, CPT]
engine: {kind: lexical}
slices: [setting, payer]
gate:
`;

function write(file: string, text: string): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function writeGate(file: string, text: string): string {
  return write(file, `schema: shadowbench.gate/1\n${text}`);
}

function load(gate: string) {
  return loadScenario(write("scenario.yaml", `${head}${gate}`));
}

async function problemsOf(gate: string): Promise<string[]> {
  const error: unknown = await load(gate).catch((thrown: unknown) => thrown);
  if (!(error instanceof HarnessError)) throw new Error("the scenario was taken");
  expect(error.code).toBe("scenario-invalid");
  return error.problems.map(({ where, message }) => {
    expect(message.length).toBeLessThanOrEqual(120);
    return `${where === undefined ? "" : formatPlace(where).slice(folder.length + 1)} ${message}`;
  });
}

const recall = "{metric: codes.recall, at_least: 0.9}";

describe("a gate that extends files", () => {
  it("tells what it holds less strictly than they do", async () => {
    writeGate("hospital.yaml", `confidence: 0.95\nlooks: sequential\nbenchmarks: [${recall}]\n`);
    const stricter = await load("  extends: hospital.yaml\n  confidence: 0.99\n");
    expect(stricter.scenario.gate?.notes).toEqual([]);
    const waiver = "{benchmark: codes.recall, reason: pilot, approver: CMIO, expires: 2026-12-31}";
    const own = `  extends: hospital.yaml\n  confidence: 0.9\n  looks: once\n  waivers: [${waiver}]\n`;
    const { scenario, warnings } = await load(own);
    const notes = [
      "the gate asks for 0.9 confidence, where hospital.yaml asks for 0.95",
      "the gate looks once, where hospital.yaml looks again and again",
      "scenario.yaml waives a benchmark of hospital.yaml: codes.recall, by CMIO",
    ];
    expect(scenario.gate?.notes).toEqual(notes);
    expect(warnings.map(({ message, where }) => [message, where?.line])).toEqual(
      notes.map((note, at) => [note, [9, 10, 11][at]]),
    );
  });

  it("takes their benchmarks before its own, each file's paths from where it lies", async () => {
    writeGate("shared/base.yaml", `extends: deep/bottom.yaml\nconfidence: 0.9\nbenchmarks: [${recall}]\n`);
    writeGate(
      "shared/deep/bottom.yaml",
      "benchmarks: [{metric: codes.f1, no_worse_by: 0.01, baseline: ../../reports/old}]\n",
    );
    const { scenario } = await load(
      "  extends: shared/base.yaml\n  benchmarks: [{metric: codes.precision, at_least: 0.8}]\n",
    );
    expect(scenario.gate).toMatchObject({ confidence: 0.9, looks: { mode: "once" } });
    expect(scenario.gate?.benchmarks.map(({ metric }) => metric)).toEqual([
      "codes.f1",
      "codes.recall",
      "codes.precision",
    ]);
    expect(scenario.gate?.baseline).toEqual({
      written: "../../reports/old",
      folder: join(folder, "reports/old"),
    });
  });

  it("reads a file that two others extend once", async () => {
    writeGate("base.yaml", `benchmarks: [${recall}]\n`);
    for (const file of ["a.yaml", "b.yaml"]) writeGate(file, "extends: base.yaml\n");
    expect((await load("  extends: [a.yaml, b.yaml]\n")).scenario.gate?.benchmarks).toHaveLength(1);
  });

  it("says what is wrong at the line of the file that says it", async () => {
    writeGate("base.yaml", "benchmarks:\n  - {metric: codes.recal, at_least: 0.9}\n");
    expect(await problemsOf("  extends: base.yaml\n  benchmarks: [{metric: codes.f1}]\n")).toEqual([
      "scenario.yaml:9:16 the benchmark requires nothing",
      'base.yaml:3:14 unknown metric "codes.recal"',
    ]);
    writeGate("base.yaml", "benchmark: []\n");
    expect((await problemsOf("  extends: base.yaml\n"))[0]).toMatch(/^base\.yaml:2:1 unknown key/);
  });

  it("refuses a file that is not there, and a circle, at the line that names it", async () => {
    expect(await problemsOf("  extends: none.yaml\n")).toEqual([
      "scenario.yaml:8:3 cannot read the file of benchmarks",
    ]);
    writeGate("a.yaml", "extends: b.yaml\n");
    writeGate("b.yaml", "extends:\n  - a.yaml\n");
    expect(await problemsOf("  extends: a.yaml\n")).toEqual([
      "b.yaml:3:5 the files extend each other in a circle",
    ]);
  });

  it("refuses the same benchmark twice and a name twice, naming both places", async () => {
    writeGate("base.yaml", `benchmarks:\n  - ${recall}\n  - {name: f1, metric: codes.f1, at_least: 0.8}\n`);
    const own =
      "    - {metric: codes.recall, system: all, at_least: 0.8}\n    - {name: f1, metric: codes.f1, at_most: 1}\n";
    expect(await problemsOf(`  extends: base.yaml\n  benchmarks:\n${own}`)).toEqual([
      "scenario.yaml:10:7 the same is held by the benchmark at base.yaml:3:5",
      "scenario.yaml:11:14 the benchmark at base.yaml:4:5 bears this name too",
    ]);
  });

  it("wants a confidence of its own where two files differ", async () => {
    writeGate("a.yaml", "confidence: 0.9\n");
    writeGate("b.yaml", "confidence: 0.99\nlooks: sequential\n");
    expect(await problemsOf("  extends: [a.yaml, b.yaml]\n")).toEqual([
      "b.yaml:2:13 confidence is stated otherwise at a.yaml:2:13",
    ]);
    const { scenario } = await load("  extends: [a.yaml, b.yaml]\n  confidence: 0.95\n");
    expect(scenario.gate).toMatchObject({ confidence: 0.95, looks: { mode: "sequential", tuned_for: 1000 } });
  });

  it("changes no digest of a stage: another gate never asks the engine again", async () => {
    const plain = await load(`  benchmarks: [${recall}]\n`);
    const other = await load("  confidence: 0.99\n  benchmarks: [{metric: codes.f1, at_least: 0.5}]\n");
    expect(stageDigests(other.scenario)).toEqual(stageDigests(plain.scenario));
  });
});

describe("what a benchmark may ask", () => {
  const only = (benchmark: string) => problemsOf(`  benchmarks: [${benchmark}]\n`);

  it.each([
    ["{metric: codes.f1, no_worse_by: 0.01}", "no_worse_by needs something to be held against"],
    [
      "{metric: codes.f1, no_worse_by: -0.01, relative_to: human}",
      "no_worse_by is -0.01; a margin is 0 or more",
    ],
    ["{metric: codes.f1, better_by: 2, relative_to: human}", "better_by is 2; codes.f1 differs by 1 at most"],
    [
      "{metric: codes.f1, better_by: 0, baseline: a, relative_to: human}",
      "a benchmark has baseline or relative_to",
    ],
    ["{metric: codes.f1, at_least: 0.5, baseline: a}", "the baseline is not used"],
    ["{metric: engine.abstention_rate, no_worse_by: 0, baseline: a}", "knows no better and no worse"],
    ["{metric: engine.error_rate, no_worse_by: 0, relative_to: human}", "is not made for the second coder"],
    [
      "{metric: codes.f1_macro.union, no_worse_by: 0, baseline: a, on: point}",
      "is not compared between two runs",
    ],
    ["{metric: change.codes.f1, at_least: 0}", "change.codes.f1 is made against a baseline only"],
    [
      "{metric: codes.f1, at_least: 0.5, better_by: 0, baseline: a}",
      "a benchmark has at_least or better_by, not both",
    ],
    ["{metric: codes.f1, at_least: 0.5, each: paier}", '"paier" is not among the scenario\'s slices'],
    ["{metric: codes.f1, at_least: 0.5, each: payer, slice: {payer: A}}", '"payer" stands in slice too'],
    ["{metric: codes.f1, at_least: 0.5, min_support: 10}", "codes.f1 is not made by support of codes"],
    ["{metric: codes.f1_macro.union, at_least: 0.5, min_support: 3}", "a bound needs 10 or more"],
    ["{metric: codes.f1_macro.union.supported, at_least: 0.5}", "is made for a min_support only"],
    ["{metric: codes.f1, at_least: 0.5, expected: 95}", "expected is 95; codes.f1 is between 0 and 1"],
  ])("refuses %s", async (benchmark, message) => {
    const problems = await only(benchmark);
    expect(problems.join("\n")).toContain(message);
    expect(problems).toHaveLength(1);
  });

  it("takes the forms of the gate in full", async () => {
    const benchmarks = [
      "{metric: codes.f1, no_worse_by: 0.01, baseline: ../reports/old}",
      "{metric: codes.f1, no_worse_by: 0.01, relative_to: human}",
      "{metric: codes.f1, better_by: 0, relative_to: human, each: payer}",
      "{metric: codes.f1_macro.reference, at_least: 0.4, min_support: 10}",
      "{metric: codes.recall, at_least: 0.9, each: payer, min_encounters: 50, level: warn}",
    ];
    const { scenario } = await load(`  benchmarks:\n${benchmarks.map((line) => `    - ${line}\n`).join("")}`);
    expect(scenario.gate?.benchmarks).toHaveLength(5);
  });

  it("refuses two baselines, two supports, and a macro bound in a sequential gate", async () => {
    const two = (a: string, b: string) => only(`{metric: codes.f1, ${a}}, {metric: codes.recall, ${b}}`);
    expect((await two("better_by: 0, baseline: a", "better_by: 0, baseline: b"))[0]).toContain(
      "a gate has one baseline; another is named at scenario.yaml:8",
    );
    const macro = (name: string, support: number) =>
      `{metric: codes.f1_macro.${name}, at_least: 0.1, min_support: ${support}}`;
    expect((await only(`${macro("union", 10)}, ${macro("reference", 20)}`))[0]).toContain(
      "min_support is 10 at",
    );
    expect((await problemsOf(`  looks: sequential\n  benchmarks: [${macro("union", 10)}]\n`))[0]).toContain(
      "no bound that holds for looks: sequential",
    );
  });

  it("refuses a waiver of nothing, or of more than one benchmark, at its line", async () => {
    const waiver = (of: string) =>
      `  waivers:\n    - {benchmark: ${of}, reason: r, approver: a, expires: 2026-12-31}\n`;
    const benchmarks = `  benchmarks: [${recall}, {metric: codes.recall, system: CPT, at_least: 0.9}]\n`;
    expect(await problemsOf(benchmarks + waiver("codes.recal"))).toEqual([
      "scenario.yaml:10:19 the waiver names no benchmark of the gate",
    ]);
    expect(await problemsOf(benchmarks + waiver("codes.recall"))).toEqual([
      "scenario.yaml:10:19 the waiver could be of 2 benchmarks",
    ]);
    const { scenario } = await load(benchmarks + waiver("{metric: codes.recall, system: CPT}"));
    expect(scenario.gate?.waivers).toHaveLength(1);
  });
});
