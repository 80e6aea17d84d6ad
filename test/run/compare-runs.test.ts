import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ComparedFigure, type Comparison, comparisonSchema } from "../../src/domain/comparison.ts";
import { compareRuns } from "../../src/run/compare/compare-runs.ts";
import { analyzeRun, replayRun } from "../../src/run/stages.ts";
import { makeRunFolder, openContext, readResults, refusalOf, writeFiles } from "./making-runs.ts";

const ids = Array.from({ length: 10 }, (_, at) => `e${at}`);
const lines = (header: string, rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

/** Ten encounters, the first two of one patient, each coded I10 and E11.9 by the coder. */
const dataset = {
  "data/dataset.yaml":
    'schema: shadowbench.dataset/1\nname: ten\nversion: "1"\nprovenance: synthetic\ntables: {encounters: encounters.csv, codes: codes.csv}\n',
  "data/encounters.csv": lines(
    "encounter_id,patient_id,setting",
    ids.map((id, at) => `${id},P${Math.max(at, 1)},${at < 5 ? "inpatient" : "outpatient"}`),
  ),
  "data/codes.csv": lines(
    "encounter_id,system,code",
    ids.flatMap((id) => [`${id},ICD-10-CM,I10`, `${id},ICD-10-CM,E11.9`]),
  ),
};

/** v1 agrees throughout; v2 misses E11.9 on e0 to e2 and adds J18.9 on e3. */
const engines = {
  "v1.csv": ids.flatMap((id) => [`${id},ICD-10-CM,I10`, `${id},ICD-10-CM,E11.9`]),
  "v2.csv": [
    ...ids.map((id) => `${id},ICD-10-CM,I10`),
    ...ids.slice(3).map((id) => `${id},ICD-10-CM,E11.9`),
    "e3,ICD-10-CM,J18.9",
  ],
};

function scenario(version: string, more = ""): string {
  return `schema: shadowbench.scenario/1
name: ${version}
dataset: data
engine: {kind: recorded, name: ten, version: "${version}", tables: {codes: ${version}.csv}}
slices: [setting]
${more}
`;
}

const files = {
  ...dataset,
  "v1.csv": lines("encounter_id,system,code", engines["v1.csv"]),
  "v2.csv": lines("encounter_id,system,code", engines["v2.csv"]),
  "v1.yaml": scenario("v1"),
  "v2.yaml": scenario("v2"),
};

async function analyzed(folder: string, name: string): Promise<string> {
  const out = join(folder, name);
  await replayRun(join(folder, `${name}.yaml`), { out }, openContext());
  await analyzeRun(out, {}, openContext());
  return out;
}

function figureOf({ figures }: Comparison, metric: string, slice: string | null = null): ComparedFigure {
  const found = figures.find(
    (figure) =>
      figure.metric === metric &&
      (figure.system === "all" || figure.system === null) &&
      (figure.slice?.setting ?? null) === slice,
  );
  if (found === undefined) throw new Error(`no ${metric}`);
  return found;
}

describe("two runs over ten encounters", () => {
  it("differ as counted by hand, mirror when swapped, and give the baseline's figures", {
    timeout: 60_000,
  }, async () => {
    const folder = makeRunFolder(files);
    const [a, b] = [await analyzed(folder, "v1"), await analyzed(folder, "v2")];
    const { comparison, exitCode } = await compareRuns(a, b, { out: join(folder, "ab") });
    const recall = figureOf(comparison, "codes.recall");
    expect(recall).toMatchObject({ a: 1, b: 0.85, encounters: 10, clusters: 9, changed: 2, df: 8 });
    expect(recall.difference).toBeCloseTo(-0.15, 12);
    expect(recall.se).toBeCloseTo(Math.sqrt((9 / 8) * (3.08 / 400)), 12);
    expect(Math.abs((recall.p ?? 0) - 0.5)).toBeLessThan(0.02);
    expect(figureOf(comparison, "codes.recall", "inpatient")).toMatchObject({ a: 1, b: 0.7, encounters: 5 });
    expect(exitCode).toBe(0);
    expect(comparison.tables.exact_flips[0]).toMatchObject({
      both: 6,
      became: 0,
      stopped: 4,
      neither: 0,
      stopped_examples: ["e0", "e1", "e2", "e3"],
    });
    expect(comparison.tables.code_flips).toMatchObject([
      { code: "E11.9", reference: 10, found_a: 10, found_b: 7, lost: 3, gained: 0, net: -3, p: 0.5, q: null },
      { code: "J18.9", reference: 0, extra_a: 0, extra_b: 1, added: 1, dropped: 0, net: -1, p: 1 },
    ]);
    expect(comparison.tables.error_classes).toMatchObject([
      { class: "missed", a: 0, b: 3, fixed: 0, new: 3, still: 0 },
      { class: "added", a: 0, b: 1, fixed: 0, new: 1, still: 0 },
    ]);
    expect(comparison.remarks).toEqual(["engine: ten v1 in a, ten v2 in b"]);
    const written: unknown = JSON.parse(readFileSync(join(folder, "ab/comparison.json"), "utf8"));
    expect(comparisonSchema.parse(written)).toEqual(comparison);
    const html = readFileSync(join(folder, "ab/compare.html"), "utf8");
    expect(html).toContain("NOT PROVED WORSE");
    expect(html).not.toMatch(/<script|<link|<img|\son[a-z]+=/i);
    expect(existsSync(join(folder, "ab/spool"))).toBe(false);

    const swapped = (await compareRuns(b, a, { out: join(folder, "ba") })).comparison;
    expectMirrored(comparison, swapped);

    writeFiles(folder, {
      "v3.yaml": scenario(
        "v2",
        "gate:\n  benchmarks:\n    - {metric: codes.recall, no_worse_by: 0.4, baseline: v1}",
      ),
    });
    const results = readResults(await analyzed(folder, "v3"));
    expect(results.run.baseline).toMatchObject({ folder: "v1", engine: "ten", version: ["v1"] });
    const change = results.figures.find(
      ({ metric, system, slice }) => metric === "change.codes.recall" && system === "all" && slice === null,
    );
    expect(change).toMatchObject({
      value: recall.difference,
      lower: recall.lower,
      upper: recall.upper,
      se: recall.se,
      df: 8,
      scale: "identity",
      encounters: 10,
      clusters: 9,
    });
  });

  it("are refused over other codes, another scope, and a database that is not of the results", {
    timeout: 60_000,
  }, async () => {
    const folder = makeRunFolder({
      ...files,
      "v2.yaml": scenario("v2", "exclude: {setting: outpatient}"),
      "other/data/dataset.yaml": dataset["data/dataset.yaml"],
      "other/data/encounters.csv": dataset["data/encounters.csv"],
      "other/data/codes.csv": dataset["data/codes.csv"].replace("e9,ICD-10-CM,I10", "e9,ICD-10-CM,I11.9"),
      "other/v1.csv": files["v1.csv"],
      "other/v1.yaml": files["v1.yaml"],
    });
    const [a, b] = [await analyzed(folder, "v1"), await analyzed(folder, "v2")];
    const out = join(folder, "ab");
    const otherScope = await refusalOf(compareRuns(a, b, { out }));
    expect(otherScope).toMatchObject({ code: "digest-differs", exitCode: 2 });
    expect(otherScope.problems[0]?.message).toContain("5 encounters in the first run alone, 0 in the second");
    const other = await analyzed(join(folder, "other"), "v1");
    const otherCodes = await refusalOf(compareRuns(a, other, { out }));
    expect(otherCodes.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^table codes differs: [0-9a-f]{12} and [0-9a-f]{12}$/),
    ]);
    cpSync(join(other, "run.duckdb"), join(a, "run.duckdb"));
    expect(await refusalOf(compareRuns(a, a, { out }))).toMatchObject({
      code: "run-folder-invalid",
      hint: expect.stringContaining("shadowbench analyze"),
    });
    rmSync(join(a, "run.duckdb"));
    expect(await refusalOf(compareRuns(a, a, { out }))).toMatchObject({ code: "run-folder-invalid" });
    expect(await refusalOf(compareRuns(other, other, { out: other }))).toMatchObject({
      code: "command-invalid",
    });
  });
});

function expectMirrored(one: Comparison, other: Comparison): void {
  const minus = (value: number | null) => (value === null ? null : 0 - value);
  const keyOf = ({ metric, system, slice }: ComparedFigure) => JSON.stringify([metric, system, slice]);
  const others = new Map(other.figures.map((figure) => [keyOf(figure), figure]));
  expect(other.figures).toHaveLength(one.figures.length);
  for (const figure of one.figures) {
    const { a, b, difference, lower, upper, se, p, p_holm, q } = figure;
    const mirrored = { a: b, b: a, difference: minus(difference), lower: minus(upper), upper: minus(lower) };
    expect(others.get(keyOf(figure))).toMatchObject({ ...mirrored, se, p, p_holm, q });
  }
  const flips = new Map(other.tables.code_flips.map((flip) => [`${flip.system} ${flip.code}`, flip]));
  for (const { system, code, lost, gained, added, dropped, net, p, q } of one.tables.code_flips) {
    const mirrored = { lost: gained, gained: lost, added: dropped, dropped: added, net: 0 - net, p, q };
    expect(flips.get(`${system} ${code}`)).toMatchObject(mirrored);
  }
}

const codiesp = join(import.meta.dirname, "../../../shared/data/codiesp-test");

describe.skipIf(!existsSync(codiesp))(
  "GPT-3.5 and Llama-2-70B on codiesp-test (needs ../shared/data)",
  () => {
    it("give mirrored results both ways round, and Llama-2-70B is proved worse", {
      timeout: 120_000,
    }, async () => {
      const folder = makeRunFolder({
        "data/dataset.yaml":
          'schema: shadowbench.dataset/1\nname: codiesp-test\nversion: "1"\nprovenance: synthetic\ntables: {encounters: encounters.csv, codes: codes.csv}\n',
        "gpt35.yaml": scenarioOf("gpt35"),
        "llama70b.yaml": scenarioOf("llama70b"),
      });
      cpSync(codiesp, join(folder, "data"), { recursive: true });
      const [a, b] = [await analyzed(folder, "gpt35"), await analyzed(folder, "llama70b")];
      const ab = await compareRuns(a, b, { out: join(folder, "ab") });
      const ba = await compareRuns(b, a, { out: join(folder, "ba") });
      expectMirrored(ab.comparison, ba.comparison);
      expect([ab.exitCode, ba.exitCode]).toEqual([1, 0]);
      const precision = figureOf(ab.comparison, "codes.precision");
      expect(precision).toMatchObject({ direction: "worse", p: 1 / 10_001 });
      expect([precision.a?.toFixed(3), precision.b?.toFixed(3)]).toEqual(["0.173", "0.051"]);
    });
  },
);

function scenarioOf(name: string): string {
  return `schema: shadowbench.scenario/1
name: ${name}
dataset: data
engine: {kind: recorded, name: ${name}, version: "1", tables: {codes: data/engine-${name}.csv}}
`;
}
