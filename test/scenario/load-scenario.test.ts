import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatPlace, HarnessError } from "../../src/errors.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scenario-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = `schema: shadowbench.scenario/1
name: pilot
dataset: ../data
systems: [ICD-10-CM, CPT]
engine: {kind: lexical}
slices: [setting, payer]
`;

function write(text: string): string {
  const file = join(folder, "scenario.yaml");
  writeFileSync(file, text);
  return file;
}

function withBenchmarks(...benchmarks: string[]): string {
  return `${head}gate:\n  benchmarks:\n${benchmarks.map((line) => `    - ${line}\n`).join("")}`;
}

async function problemsOf(text: string): Promise<string[]> {
  const file = write(text);
  const error: unknown = await loadScenario(file).catch((thrown: unknown) => thrown);
  if (!(error instanceof HarnessError)) throw new Error("the scenario was taken");
  expect(error.exitCode).toBe(2);
  return error.problems.map(({ where, message, hint }) => {
    const place = where === undefined ? "" : formatPlace(where).slice(folder.length + 1);
    return `${place} ${message}${hint === undefined ? "" : ` | ${hint}`}`;
  });
}

describe("loadScenario", () => {
  it("reads a scenario, finds its dataset beside it, and fills in the defaults", async () => {
    const loaded = await loadScenario(write(head));
    expect(loaded.datasetFolder).toBe(join(folder, "../data"));
    expect(loaded.scenario.replay.concurrency).toBe(8);
    expect(loaded.scenario.seed).toBe(7);
    expect(loaded.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(formatPlace(loaded.locate(["engine", "kind"]))).toBe(`${loaded.file}:5:16`);
  });

  it("says what to do about a file that is not there", async () => {
    await expect(loadScenario(join(folder, "none.yaml"))).rejects.toMatchObject({
      code: "file-unreadable",
      hint: expect.stringContaining("shadowbench init"),
    });
  });

  it("says that a folder is no scenario", async () => {
    await expect(loadScenario(folder)).rejects.toMatchObject({ code: "scenario-invalid" });
  });

  it("takes a percentage for the share that was meant, and says which words a key takes", async () => {
    const gate = "gate: {looks: weekly, confidence: 95}\n";
    expect(await problemsOf(`${head}automation: {target_error: 8}\n${gate}`)).toEqual([
      'scenario.yaml:7:28 "automation.target_error" is "8": expected number to be <1 | did you mean 0.08?',
      'scenario.yaml:8:15 "gate.looks" is "weekly": must be one of "once", "sequential"',
      'scenario.yaml:8:35 "gate.confidence" is "95": expected number to be <1 | did you mean 0.95?',
    ]);
  });

  it("names an unknown key with its place and the nearest known one", async () => {
    const [problem] = await problemsOf(head.replace("slices:", "slice:"));
    expect(problem).toContain("scenario.yaml:6:1");
    expect(problem).toContain('did you mean "slices"?');
  });

  it("suggests the metric that was meant", async () => {
    expect(
      await problemsOf(
        withBenchmarks("{metric: codes.recal, at_least: 0.9}", "{metric: recall, at_least: 0.9}"),
      ),
    ).toEqual([
      'scenario.yaml:9:16 unknown metric "codes.recal" | did you mean "codes.recall"?',
      'scenario.yaml:10:16 unknown metric "recall" | did you mean "codes.recall"?',
    ]);
  });

  it("wants exactly one of at_least and at_most", async () => {
    expect(
      await problemsOf(
        withBenchmarks("{metric: codes.recall}", "{metric: codes.recall, at_least: 0.9, at_most: 0.99}"),
      ),
    ).toEqual([
      "scenario.yaml:9:7 the benchmark requires nothing | add at_least or at_most",
      "scenario.yaml:10:54 a benchmark has at_least or at_most, not both | write two benchmarks for a range",
    ]);
  });

  it("takes a percentage for a slip", async () => {
    expect(await problemsOf(withBenchmarks("{metric: codes.recall, at_least: 95}"))).toEqual([
      "scenario.yaml:9:40 at_least is 95; codes.recall is between 0 and 1 | did you mean 0.95?",
    ]);
  });

  it("lets net accuracy be negative and latency be thousands, but neither leave its range", async () => {
    const fine = [
      "{metric: codes.net_accuracy, at_least: -0.5}",
      "{metric: em.distance, at_least: -0.1}",
      "{metric: engine.latency_ms.p95, at_most: 2000}",
    ];
    await expect(loadScenario(write(withBenchmarks(...fine)))).resolves.toBeDefined();
    const wrong = [
      "{metric: codes.net_accuracy, at_least: 2}",
      "{metric: engine.latency_ms.p95, at_most: -1}",
    ];
    expect(await problemsOf(withBenchmarks(...wrong))).toHaveLength(2);
  });

  it("knows figures of repeats only where the engine is asked again", async () => {
    const bar = "{metric: self.exact_match, at_least: 0.9}";
    expect(await problemsOf(withBenchmarks(bar))).toEqual([
      "scenario.yaml:9:16 self.exact_match compares repeats; each encounter is asked once | add repeats: 3 to replay",
    ]);
    const { scenario } = await loadScenario(write(`${withBenchmarks(bar)}replay: {repeats: 2}\n`));
    expect(scenario.replay.repeats).toBe(2);
  });

  it("asks for on: point beside a macro figure", async () => {
    const benchmark = "metric: codes.f1_macro.reference, at_least: 0.4";
    expect((await problemsOf(withBenchmarks(`{${benchmark}}`)))[0]).toContain("add on: point");
    await expect(loadScenario(write(withBenchmarks(`{${benchmark}, on: point}`)))).resolves.toBeDefined();
  });

  it("knows the scenario's systems", async () => {
    expect(await problemsOf(withBenchmarks("{metric: codes.f1, system: ICD-10-PCS, at_least: 0.9}"))).toEqual(
      ['scenario.yaml:9:34 "ICD-10-PCS" is not among the scenario\'s systems | did you mean "ICD-10-CM"?'],
    );
    const fine = withBenchmarks("{metric: codes.f1, system: all, at_least: 0.9}");
    await expect(loadScenario(write(fine))).resolves.toBeDefined();
  });

  it("refuses a system beside a figure of the whole run", async () => {
    const [problem] = await problemsOf(
      withBenchmarks("{metric: engine.error_rate, system: CPT, at_most: 0.01}"),
    );
    expect(problem).toContain("takes no system");
  });

  it("knows the columns that are sliced by", async () => {
    expect(
      await problemsOf(withBenchmarks("{metric: codes.f1, slice: {paier: Medicare}, at_least: 0.9}")),
    ).toEqual(['scenario.yaml:9:41 "paier" is not among the scenario\'s slices | did you mean "payer"?']);
  });

  it("finds a benchmark that stands twice, also where one spells out the default system", async () => {
    expect(
      await problemsOf(
        withBenchmarks("{metric: codes.f1, at_least: 0.9}", "{metric: codes.f1, system: all, at_least: 0.8}"),
      ),
    ).toEqual([
      "scenario.yaml:10:7 the same is held by the benchmark at scenario.yaml:9:7 | keep the stricter of the two",
    ]);
  });

  it("refuses a name that stands twice, and `all` as a system", async () => {
    expect(await problemsOf(head.replace("[setting, payer]", "[payer, payer]"))).toEqual([
      'scenario.yaml:6:17 "payer" stands twice in slices',
    ]);
    expect((await problemsOf(head.replace("CPT]", "all]")))[0]).toContain('"all" is no code system');
  });

  it("takes values of the environment in engine headers only", async () => {
    const http = (rest: string) =>
      head.replace("engine: {kind: lexical}", `engine: {kind: http, name: a, version: "1", ${rest}}`);
    const header = http(`url: "http://127.0.0.1:1/", headers: {authorization: "Bearer \${env:KEY}"}`);
    await expect(loadScenario(write(header))).resolves.toBeDefined();
    const [problem] = await problemsOf(http(`url: "http://127.0.0.1:1/\${env:KEY}"`));
    expect(problem).toContain("engine headers only");
  });

  it("warns where agreement on answered encounters is held, and the share answered is not", async () => {
    const alone = "{metric: codes.recall.answered, at_least: 0.9}";
    const { warnings } = await loadScenario(write(withBenchmarks(alone)));
    expect(warnings).toEqual([
      expect.objectContaining({ hint: "add a benchmark on engine.abstention_rate" }),
    ]);
    const both = withBenchmarks(alone, "{metric: engine.abstention_rate, at_most: 0.3}");
    expect((await loadScenario(write(both))).warnings).toEqual([]);
  });

  it("tells every problem at once, in the order of the file", async () => {
    const problems = await problemsOf(
      withBenchmarks("{metric: codes.recal, at_least: 0.9}", "{metric: codes.recall, at_least: 95}"),
    );
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "scenario.yaml:9:16",
      "scenario.yaml:10:40",
    ]);
  });
});
