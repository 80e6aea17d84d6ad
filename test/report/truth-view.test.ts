import { describe, expect, it } from "vitest";
import type { AdjudicationRow } from "../../src/domain/evidence-tables.ts";
import { noTruth } from "../../src/domain/review.ts";
import { buildTruthView } from "../../src/report/view/truth-view.ts";
import { makeFigure, makeResults, makeVerdict } from "./fixtures.ts";

const drawNothing = async () => null;
const adjudication = {
  sha256: "a",
  drawn: 60,
  settled: 60,
  reviewers: ["A", "B"],
  arbiter: null,
  nonresponse: "refuse",
} as const;

const strata: AdjudicationRow[] = [
  { ...noTruth, stratum: "alike", encounters: 900, drawn: 20, settled: 20, both_right: 70, both_wrong: 3 },
  {
    ...noTruth,
    stratum: "different, Medicare",
    encounters: 580,
    drawn: 40,
    settled: 40,
    engine_right: 12,
    engine_wrong: 18,
    coder_right: 20,
    coder_wrong: 10,
    missed: 4,
  },
];

function truthOf(value: number | null, note: string | null = null) {
  const own = ["true.codes.f1", "true.coder.codes.f1"].map((metric, index) => {
    const at = value === null ? null : value + index * 0.02;
    const [lower, upper] = at === null ? [null, null] : [at - 0.02, at + 0.02];
    return makeFigure({ metric, system: "all", value: at, lower, upper, encounters: 60, note });
  });
  const results = makeResults({ adjudication: { ...adjudication, reviewers: ["A", "B"] } });
  const tables = { ...results.tables, adjudication: strata };
  const input = { results: { ...results, tables, figures: [...results.figures, ...own] }, service: null };
  return buildTruthView({ ...input, verdict: null }, drawNothing);
}

describe("the section on adjudicated truth", () => {
  it("is not there without a review", async () => {
    const results = makeResults();
    expect(await buildTruthView({ results, service: null, verdict: null }, drawNothing)).toBeNull();
  });

  it("puts accuracy beside agreement, and says for whom reviewers decided", async () => {
    const view = await truthOf(0.91);
    const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ");
    expect(plain(view?.sentence)).toBe(
      "By F1 of codes, all code systems together, the engine's accuracy is 91.0 % (89.0–93.0 %), the coders' 93.0 % (91.0–95.0 %); the two agree on 87.4 %.",
    );
    expect(plain(view?.sampled)).toContain("60 encounters of 1,480 were drawn by lot");
    expect(plain(view?.given)).toContain(
      "Of 60 codes that only one of the two gave, the reviewers decided 22",
    );
    expect(plain(view?.given)).toContain(
      "for the engine and 38 for the coders; of 73 codes that both gave, 3",
    );
    expect(view?.strata.map(({ title }) => title)).toEqual([
      "engine and coders give the same codes",
      "they differ: Medicare",
    ]);
    expect(view?.warning).toBeNull();
  });

  it("names who reviewed by what they did, not by how they were called", async () => {
    const reviewers = ["arbiter", "first", "second"];
    const told = makeResults({ adjudication: { ...adjudication, reviewers, arbiter: "arbiter" } });
    const figures = [makeFigure({ metric: "true.codes.f1", system: "all", value: 0.9, encounters: 60 })];
    const view = await buildTruthView(
      { results: { ...told, figures }, service: null, verdict: null },
      drawNothing,
    );
    expect(view?.sampled).toContain("reviewed by two reviewers and an arbiter, blind to whose");
  });

  it("tells no value of too few reviewed, nor charts it, and has a row for what a gate asks", async () => {
    const share = (metric: string, system: string, clusters: number) =>
      makeFigure({ metric, system, value: 0.98, lower: 0.014, upper: 1, encounters: clusters, clusters });
    const results = makeResults({ adjudication: { ...adjudication, reviewers: ["A", "B"] } });
    const figures = [
      share("true.codes.f1", "all", 364),
      share("true.codes.f1", "ICD-10-PCS", 32),
      share("true.codes.precision", "ICD-10-CM", 364),
    ];
    const [benchmark] = makeVerdict("go").benchmarks;
    if (benchmark === undefined) throw new Error("the fixture has no benchmark");
    const asked = { ...benchmark, metric: "true.codes.precision", system: "ICD-10-CM" };
    const drawn: string[] = [];
    const view = await buildTruthView(
      {
        results: { ...results, figures },
        service: null,
        verdict: { ...makeVerdict("go"), benchmarks: [asked] },
      },
      async (request) => {
        if (request.kind === "interval") drawn.push(...request.rows.map(({ label }) => label));
        return null;
      },
    );
    expect(view?.rows.map(({ title, engine }) => [title, engine.note ?? engine.text])).toEqual([
      ["F1 of codes · all systems", "98.0\u00a0%"],
      ["F1 of codes · ICD-10-PCS", "too few reviewed (32)"],
      ["Precision of codes · ICD-10-CM", "98.0\u00a0%"],
    ]);
    expect(drawn).toEqual(["All code systems, engine", "All code systems, coders"]);
  });

  it("says why there is no accuracy yet", async () => {
    const view = await truthOf(null, "3 of 60 drawn encounters are not settled by the reviewers");
    expect(view?.sentence).toContain("there is no accuracy: 3 of 60 drawn encounters are not settled");
    expect(view?.chart).toBeNull();
  });
});
