import { describe, expect, it } from "vitest";
import { blankComparison } from "../../../src/analysis/compare/compared-figures.ts";
import { type RatioPair, zTest } from "../../../src/analysis/compare/difference.ts";
import { judgeChanges } from "../../../src/analysis/compare/judge-changes.ts";
import type { ComparedFigure } from "../../../src/domain/comparison.ts";
import { listReasons } from "../../../src/run/compare/comparison-reasons.ts";
import { makeResults } from "../../report/fixtures.ts";

function figure(metric: string, more: Partial<ComparedFigure>): ComparedFigure {
  const key = { metric, system: "all", slice: null };
  return { ...key, ...blankComparison, encounters: 400, changed: 40, ...more };
}

/** 1,948 encounters, of which 110 stopped being exact and 1 became so. */
const exactFlips = {
  system: "all",
  both: 1565,
  became: 1,
  stopped: 110,
  neither: 272,
  became_examples: [],
  stopped_examples: [],
};

const heart = { specialty: "cardiology" };

describe("what is proved of a comparison", () => {
  it("adjusts main figures of the whole run by Holm, and leaves all others alone", () => {
    const judged = judgeChanges(
      [
        figure("codes.recall", { p: 0.01, difference: -0.1 }),
        figure("codes.f1", { p: 0.03, difference: -0.05 }),
        figure("encounters.jaccard", { p: 0.0001, difference: -0.2 }),
        figure("codes.recall", { system: "ICD-10-CM", p: 0.01, difference: -0.1 }),
      ],
      ["ICD-10-CM"],
    );
    expect(judged.map(({ p_holm, direction }) => [p_holm, direction])).toEqual([
      [0.02, "worse"],
      [0.03, "worse"],
      [null, null],
      [null, null],
    ]);
  });

  it("reads errors the other way round", () => {
    const [fewer] = judgeChanges(
      [figure("engine.error_rate", { system: null, p: 0.001, difference: -0.1 })],
      [],
    );
    expect(fewer?.direction).toBe("better");
  });

  it("judges slices of 30 encounters and six changed patients, all in one family", () => {
    const judged = judgeChanges(
      [
        figure("codes.recall", { slice: heart, p: 0.01, difference: -0.3 }),
        figure("codes.f1", { slice: heart, p: 0.5, difference: -0.01 }),
        figure("codes.recall", {
          slice: { specialty: "urology" },
          p: 0.0001,
          difference: -0.3,
          encounters: 29,
        }),
        figure("codes.recall", { slice: { specialty: "oncology" }, p: 0.0001, difference: -0.3, changed: 5 }),
      ],
      ["ICD-10-CM", "CPT"],
    );
    expect(judged.map(({ q, direction }) => [q, direction])).toEqual([
      [0.02, "worse"],
      [0.5, null],
      [null, null],
      [null, null],
    ]);
  });

  it("names the part of the run that suffered most first, and counts what was tested last", () => {
    const results = makeResults();
    const figures = judgeChanges(
      [
        figure("codes.recall", { p: 0.001, a: 0.9, b: 0.87, difference: -0.03 }),
        figure("codes.recall", { slice: heart, p: 0.001, a: 0.9, b: 0.5, difference: -0.4 }),
        figure("codes.f1", { slice: heart, p: 0.001, a: 0.9, b: 0.6, difference: -0.3 }),
        figure("codes.f1", { slice: { specialty: "urology" }, encounters: 12, p: 0.9, difference: -0.1 }),
      ],
      ["ICD-10-CM", "CPT"],
    );
    const tables = { code_flips: [], recurring_errors: [], error_classes: [], exact_flips: [exactFlips] };
    expect(listReasons({ figures: [...figures], tables }, results, results)).toEqual([
      "specialty cardiology: recall of codes 90.0 → 50.0 %, −40.0 points (q = 0.001)",
      "no other specialty changed beyond chance",
      "110 encounters stopped being coded exactly, 1 became so",
      "recall of codes 90.0 → 87.0 %, −3.0 points (adjusted p = 0.001)",
      "of 3 main figures tested, 3 are proved worse and 0 better",
    ]);
  });
});

/** Patients of one chart each, of 100: `lost` and `gained` are those right in one run alone, 50 are right in both. */
function pairOf(lost: number, gained: number): RatioPair {
  const [a, b, n] = [BigInt(50 + lost), BigInt(50 + gained), 100n];
  const ratio = (y: bigint) => ({ clusters: 100, y, x: n, yy: y, xy: y, xx: n });
  const cross = { yayb: 50n, yaxb: a, xayb: b, xaxb: n };
  return {
    a: ratio(a),
    b: ratio(b),
    cross,
    clusters: 100,
    changed: lost + gained,
    encounters: 100,
    isShare: true,
  };
}

describe("p of a slice", () => {
  it("is that of 2 of 2^k throws at least: 4 patients of one direction cannot be .05", () => {
    expect(zTest(pairOf(4, 0))).toBe(0.125);
  });

  it("is z on the variance of the throws: 16 lost and 4 gained give z = 12/√20", () => {
    expect(zTest(pairOf(16, 4))).toBeCloseTo(0.00729, 4);
  });

  it("is 1 where nothing changed", () => {
    expect(zTest(pairOf(0, 0))).toBe(1);
  });
});
