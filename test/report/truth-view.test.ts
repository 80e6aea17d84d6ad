import { describe, expect, it } from "vitest";
import type { AdjudicationRow } from "../../src/domain/evidence-tables.ts";
import { noTruth } from "../../src/domain/review.ts";
import { buildTruthView } from "../../src/report/view/truth-view.ts";
import { makeFigure, makeResults } from "./fixtures.ts";

const drawNothing = async () => null;
const adjudication = {
  sha256: "a",
  drawn: 60,
  settled: 60,
  reviewers: ["A", "B"],
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

  it("says why there is no accuracy yet", async () => {
    const view = await truthOf(null, "3 of 60 drawn encounters are not settled by the reviewers");
    expect(view?.sentence).toContain("there is no accuracy: 3 of 60 drawn encounters are not settled");
    expect(view?.chart).toBeNull();
  });
});
