import { describe, expect, it } from "vitest";
import { describeReview } from "../../src/review/review-status.ts";
import { measureReviewers } from "../../src/review/reviewer-agreement.ts";
import { settleSample } from "../../src/review/settle.ts";
import { answer, makeSample } from "./reviewing.ts";

const sample = makeSample();
const states = (answers: Parameters<typeof settleSample>[1], planned = 2) =>
  settleSample({ ...sample, reviewers: planned }, answers).map(({ state }) => state);
const all = { R0001: {}, R0002: {}, R0003: {} };
const missed = [{ system: "CPT", code: "99285" }];

describe("the truth of an encounter", () => {
  it("is open until as many answered as were planned", () => {
    expect(states([])).toEqual(["open", "open", "open"]);
    expect(states([answer("A", all)])).toEqual(["open", "open", "open"]);
    expect(states([answer("A", all)], 1)).toEqual(["settled", "settled", "settled"]);
    expect(states([answer("A", all), answer("B", { R0002: {} })])).toEqual(["open", "settled", "open"]);
  });

  it("is what all say; two who differ on one code, or on a missed one, leave it disputed", () => {
    const a = answer("A", all);
    const b = answer("B", { ...all, R0002: { missed }, R0003: { wrong: ["R0003-C01"] } });
    expect(states([a, b])).toEqual(["settled", "disputed", "disputed"]);
  });

  it("is what most of three say, and disputed where four are evenly divided", () => {
    const [yes, no] = [{ R0003: {} }, { R0003: { wrong: ["R0003-C01"], missed } }];
    const three = [answer("A", yes), answer("B", no), answer("C", no)];
    const [, , settled] = settleSample(sample, three);
    expect(settled?.state).toBe("settled");
    expect(settled?.counts).toMatchObject([
      { system: "CPT", coder_wrong: 1, coder_right: 0, engine_right: 1, missed: 1 },
      { system: "ICD-10-CM", both_right: 1, missed: 0 },
    ]);
    expect(states([...three, answer("D", yes)])[2]).toBe("disputed");
  });

  it("is what an arbiter says, whoever says otherwise", () => {
    const [a, b] = [answer("A", all), answer("B", { ...all, R0003: { wrong: ["R0003-C01"], missed } })];
    const arbiter = answer("Z", { R0003: { wrong: ["R0003-C02", "R0003-C03"] } }, "arbiter");
    const [, , settled] = settleSample(sample, [a, b, arbiter]);
    expect(settled?.state).toBe("settled");
    expect(settled?.counts).toMatchObject([
      { system: "CPT", coder_right: 1, engine_wrong: 1, missed: 0 },
      { system: "ICD-10-CM", both_wrong: 1 },
    ]);
  });
});

describe("the state of a review", () => {
  it("counts strata, and lists what is open and what is disputed", () => {
    const answers = [answer("A", all), answer("B", { R0001: {}, R0003: { wrong: ["R0003-C01"] } })];
    expect(describeReview(sample, answers, settleSample(sample, answers))).toMatchObject({
      drawn: 3,
      settled: 1,
      open: 1,
      disputed: 1,
      open_encounters: ["R0002"],
      disputed_encounters: ["R0003"],
      strata: [
        { stratum: "alike", drawn: 2, settled: 1, open: 1 },
        { stratum: "different", drawn: 1, disputed: 1 },
      ],
    });
  });

  it("tells how far reviewers agree, arbiters left out", () => {
    const a = answer("A", { R0002: { wrong: ["R0002-C01"] }, R0003: {} });
    const b = answer("B", { R0002: { wrong: ["R0002-C01"] }, R0003: { wrong: ["R0003-C01"] } });
    const z = answer("Z", { R0003: { wrong: ["R0003-C01"] } }, "arbiter");
    const pair = measureReviewers([a, b, z]);
    expect(pair).toMatchObject({ reviewers: ["A", "B"], codes: 5, agreement: 0.8, method: "Cohen" });
    expect(pair.kappa).toBeCloseTo((0.8 - 0.56) / 0.44, 12);
    expect(measureReviewers([a, b, a])).toMatchObject({ method: "Fleiss", agreement: 0.8 });
    expect(measureReviewers([a]).kappa).toBeNull();
  });
});
