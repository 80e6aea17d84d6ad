import { describe, expect, it } from "vitest";
import type { FigureContext } from "../../src/analysis/figure-context.ts";
import { readFrame } from "../../src/analysis/frame/frame.ts";
import { drawEncounters } from "../../src/analysis/truth/draw.ts";
import { digestCodings, makeStrata } from "../../src/analysis/truth/strata.ts";
import { measureTruth, type TruthFindings } from "../../src/analysis/truth/truth.ts";
import type { Figure } from "../../src/domain/figure.ts";
import type { Nonresponse, Review, ReviewAnswers, ReviewSample } from "../../src/domain/review.ts";
import { HarnessError } from "../../src/errors.ts";
import { buildSample } from "../../src/review/build-sample.ts";
import { planDraws } from "../../src/review/plan-draws.ts";
import { settleSample } from "../../src/review/settle.ts";
import { readSql } from "../../src/store/read-sql.ts";
import type { Store } from "../../src/store/store.ts";
import type { Row, Tables } from "./made-tables.ts";
import { prepareRun } from "./prepared-run.ts";

const momentsSql = readSql(new URL("../../src/analysis/moments.sql", import.meta.url));
const ids = Array.from({ length: 40 }, (_, index) => `e${String(index).padStart(2, "0")}`);
const diagnosis = (encounter_id: string, code: string): Row => ({ encounter_id, system: "ICD-10-CM", code });

/**
 * Forty encounters of twenty patients: the engine fails on two, holds two, agrees with the coders on eighteen and gives
 * E11.9 for I10 on the others. Every tenth has payer Blue.
 */
const tables: Tables = {
  encounters: ids.map((encounter_id, index) => ({
    encounter_id,
    patient_id: `p${index % 20}`,
    payer: index % 10 === 0 ? "Blue" : "Green",
  })),
  codes: ids.flatMap((id) => [diagnosis(id, "I10"), diagnosis(id, "J18.9")]),
  engine_codes: ids
    .slice(4)
    .flatMap((id, index) => [diagnosis(id, index % 2 === 0 ? "I10" : "E11.9"), diagnosis(id, "J18.9")]),
  engine_responses: ids.map((encounter_id, index) => ({
    encounter_id,
    status: index < 2 ? "failed" : index < 4 ? "abstained" : "coded",
  })),
};

async function prepare(): Promise<Store> {
  const store = await prepareRun(tables, { slices: ["payer"] });
  await store.execute(momentsSql);
  return store;
}

async function drawSample(store: Store, total: number, by: string | null = null): Promise<ReviewSample> {
  const strata = await makeStrata(store, by);
  const draws = planDraws(strata, total, "informative");
  const rows = await drawEncounters(
    store,
    new Map(strata.map(({ stratum_ix: ix }, index) => [ix, draws[index] ?? 0])),
    7,
  );
  const { encounters, digest, answers } = await readFrame(store);
  const frame = { encounters, digest, answers };
  const told = { run: "r", results_sha256: "", seed: 7, reviewers: 1, lists_shown: true } as const;
  return buildSample(
    {
      ...told,
      frame,
      codings: await digestCodings(store),
      allocation: "informative",
      by,
      systems: ["ICD-10-CM"],
      strata: strata.map(({ stratum, encounters: size }, index) => {
        const drawn = draws[index] ?? 0;
        return { stratum, encounters: size, drawn, probability: drawn / size };
      }),
    },
    rows,
  );
}

/** One reviewer finds these codes wrong, and in every encounter of `missing` that Z00.00 was missed. */
function reviewOf(
  sample: ReviewSample,
  wrong: readonly string[],
  nonresponse: Nonresponse,
  open = 0,
): Review {
  const answers: ReviewAnswers = {
    schema: "shadowbench.review-answers/1",
    reviewer: "A",
    role: "reviewer",
    sample_sha256: "",
    file_sha256: "",
    encounters: sample.encounters.slice(open).map(({ encounter, items }) => ({
      encounter,
      items: items.map(({ item, code }) => ({ item, correct: !wrong.includes(code), comment: null })),
      missed: [],
      comment: null,
    })),
  };
  const encounters = settleSample(sample, [answers]);
  return { sample, nonresponse, encounters, reviewers: ["A"], arbiter: null, sha256: "" };
}

const context: FigureContext = {
  scopes: [
    { index: 0, slice: null, wantsMacroInterval: false, encounters: 40, answered: 36 },
    { index: 1, slice: { payer: "Blue" }, wantsMacroInterval: false, encounters: 4, answered: 3 },
    { index: 2, slice: { payer: "Green" }, wantsMacroInterval: false, encounters: 36, answered: 33 },
  ],
  systems: ["ICD-10-CM"],
  confidence: 0.95,
  unit: "patient",
  systemsNotGiven: new Set(),
};

async function measure(store: Store, review: Review): Promise<TruthFindings> {
  return measureTruth(store, context, review, await readFrame(store));
}

function pick({ figures }: TruthFindings, metric: string, payer: string | null = null): Figure | undefined {
  return figures.find(
    (figure) =>
      figure.metric === metric && figure.system === "all" && (figure.slice?.payer ?? null) === payer,
  );
}

describe("figures against truth", () => {
  it("are those of all codes where all is drawn: engine and coders by the same truth", async () => {
    const store = await prepare();
    const found = await measure(store, reviewOf(await drawSample(store, 40), ["E11.9"], "refuse"));
    // 36 answered: J18.9 right 36 times, I10 18 times, E11.9 wrong 18 times; truth holds I10 and J18.9, 80 codes.
    expect(pick(found, "true.codes.precision")?.value).toBeCloseTo(54 / 72, 12);
    expect(pick(found, "true.codes.recall")?.value).toBeCloseTo(54 / 80, 12);
    expect(pick(found, "true.codes.net_accuracy")?.value).toBeCloseTo(36 / 80, 12);
    expect(pick(found, "true.encounters.exact_match")?.value).toBeCloseTo(18 / 40, 12);
    expect(pick(found, "true.coder.codes.f1")).toMatchObject({ value: 1, encounters: 40, clusters: 20 });
    expect(found.strata).toMatchObject([
      { stratum: "abstained", encounters: 2, drawn: 2, settled: 2, coder_right: 4 },
      { stratum: "alike", encounters: 18, both_right: 36 },
      { stratum: "different", encounters: 18, both_right: 18, coder_right: 18, engine_wrong: 18 },
      { stratum: "failed", encounters: 2, coder_right: 4 },
    ]);
    expect(found.notices).toEqual([]);
  });

  it("turn against the coders where reviewers do, by slice too", async () => {
    const store = await prepare();
    const found = await measure(store, reviewOf(await drawSample(store, 40), ["I10"], "refuse"));
    expect(pick(found, "true.coder.codes.precision")?.value).toBeCloseTo(40 / 80, 12);
    expect(pick(found, "true.codes.precision")?.value).toBeCloseTo(54 / 72, 12);
    // Of payer Blue e00 failed; e10, e20 and e30 have J18.9 and I10, of which J18.9 is right.
    expect(pick(found, "true.codes.precision", "Blue")).toMatchObject({ value: 0.5, encounters: 4 });
  });

  it("speak for all encounters from some of them, and lean on agreement for the rest", async () => {
    const store = await prepare();
    const sample = await drawSample(store, 20);
    const found = await measure(store, reviewOf(sample, ["E11.9"], "refuse"));
    const recall = pick(found, "true.codes.recall");
    expect(recall?.value).toBeCloseTo(54 / 80, 12);
    expect(recall).toMatchObject({ encounters: 20, scale: "logit", note: null });
    expect(recall?.method).toMatch(/^prediction-powered \(λ 1\.00\) from 20 of 40 encounters/);
    expect(recall?.denominator).toBeCloseTo(80, 9);
  });

  it("are null where a drawn encounter is not settled, unless the others are to stand for it", async () => {
    const store = await prepare();
    const sample = await drawSample(store, 20);
    const refused = await measure(store, reviewOf(sample, ["E11.9"], "refuse", 3));
    expect(new Set(refused.figures.map(({ value, note }) => `${value}: ${note}`))).toEqual(
      new Set(["null: 3 of 20 drawn encounters are not settled by the reviewers"]),
    );
    expect(refused.notices).toMatchObject([{ count: 3 }]);
    const weighted = await measure(store, reviewOf(sample, ["E11.9"], "reweight", 1));
    expect(pick(weighted, "true.codes.recall")?.value).toBeCloseTo(54 / 80, 12);
    expect(pick(weighted, "true.codes.recall")?.note).toContain("1 drawn encounters are not settled");
    const thin = await measure(store, reviewOf(sample, ["E11.9"], "reweight", 19));
    expect(thin.figures[0]?.note).toMatch(/fewer than two encounters of stratum/);
  });

  it("are null where the run is no longer the one that was drawn from", async () => {
    const store = await prepare();
    const sample = await drawSample(store, 20);
    const other = { ...sample, frame: { ...sample.frame, answers: "x" } };
    const changed = await measure(store, reviewOf(other, [], "refuse"));
    expect(changed.figures[0]).toMatchObject({ value: null, note: expect.stringContaining("other answers") });
    const recoded = await measure(store, reviewOf({ ...sample, codings: "x" }, [], "refuse"));
    expect(recoded.figures[0]?.note).toContain("under another reference");
  });
});

describe("the draw", () => {
  it("takes the same encounters every time, all strata with two at least, crossed with a column where asked", async () => {
    const store = await prepare();
    const sample = await drawSample(store, 20);
    expect(await drawSample(store, 20)).toEqual(sample);
    expect(sample.strata.map(({ drawn }) => drawn)).toEqual([2, 4, 12, 2]);
    const crossed = await drawSample(store, 20, "payer");
    expect(crossed.strata.map(({ stratum, encounters }) => [stratum, encounters])).toEqual([
      ["abstained, Green", 2],
      ["alike, Blue", 3],
      ["alike, Green", 15],
      ["different, Green", 18],
      ["failed, Blue", 1],
      ["failed, Green", 1],
    ]);
    expect(() =>
      planDraws(
        crossed.strata.map((row) => ({ ...row, state: "alike" })),
        5,
        "equal",
      ),
    ).toThrow(HarnessError);
  });
});
