import { describe, expect, it } from "vitest";
import { logRatioInterval } from "../../src/stats/log-ratio.ts";
import { clopperPearson } from "../../src/stats/proportion.ts";
import { identityInterval, ratioInterval } from "../../src/stats/ratio-interval.ts";
import { momentsOf, reference } from "./reference.ts";

describe("ratioInterval", () => {
  it.each(reference.ratios)("agrees with scipy over $moments.clusters clusters", (row) => {
    const { value, variance, kish } = row;
    const interval = ratioInterval({
      value,
      variance,
      kish,
      clusters: row.moments.clusters,
      confidence: 0.95,
    });
    expect(interval?.lower).toBeCloseTo(row.logit[0], 9);
    expect(interval?.upper).toBeCloseTo(row.logit[1], 9);
  });

  it("is Clopper–Pearson on Kish's size at exactly 0 and 1, and where clusters do not differ", () => {
    const at = (value: number) =>
      ratioInterval({ value, variance: 0, kish: 12.5, clusters: 20, confidence: 0.95 });
    expect(at(1)).toEqual(clopperPearson(12.5, 12.5, 0.95));
    expect(at(0)).toEqual(clopperPearson(0, 12.5, 0.95));
    expect(at(0.5)).toEqual(clopperPearson(6.25, 12.5, 0.95));
  });

  it("is null where value, variance or clusters are missing", () => {
    const known = { value: 0.5, variance: 0.01, kish: 5, clusters: 5, confidence: 0.95 };
    expect(ratioInterval({ ...known, value: null })).toBeNull();
    expect(ratioInterval({ ...known, variance: null, clusters: 1 })).toBeNull();
    expect(ratioInterval({ ...known, value: 1, kish: null })).toBeNull();
  });
});

describe("identityInterval", () => {
  it("is the value with t standard errors on each side: t of 3 degrees of freedom is 3.182446", () => {
    const interval = identityInterval({ value: -0.5, variance: 0.04, df: 3, confidence: 0.95 });
    expect(interval?.lower).toBeCloseTo(-0.5 - 0.2 * 3.182446305284, 9);
    expect(interval?.upper).toBeCloseTo(-0.5 + 0.2 * 3.182446305284, 9);
  });

  it("is null without degrees of freedom or variance", () => {
    expect(identityInterval({ value: 1, variance: 1, df: 0, confidence: 0.95 })).toBeNull();
    expect(identityInterval({ value: 1, variance: null, df: 4, confidence: 0.95 })).toBeNull();
  });
});

describe("logRatioInterval", () => {
  it.each(reference.ratios)("agrees with scipy over $moments.clusters clusters", (row) => {
    const interval = logRatioInterval(row.moments, 0.95);
    expect(interval?.lower).toBeCloseTo(row.log[0], 9);
    expect(interval?.upper).toBeCloseTo(row.log[1], 9);
  });

  it("is mirrored when engine and coder swap", () => {
    const one = logRatioInterval(
      momentsOf([
        [1, 0],
        [1, 1],
        [0, 1],
        [2, 1],
      ]),
      0.95,
    );
    const other = logRatioInterval(
      momentsOf([
        [0, 1],
        [1, 1],
        [1, 0],
        [1, 2],
      ]),
      0.95,
    );
    expect(other?.lower).toBeCloseTo(1 / (one?.upper ?? 0), 12);
  });

  it("is null where either side has none", () => {
    expect(
      logRatioInterval(
        momentsOf([
          [0, 1],
          [0, 2],
        ]),
        0.95,
      ),
    ).toBeNull();
    expect(
      logRatioInterval(
        momentsOf([
          [1, 0],
          [2, 0],
        ]),
        0.95,
      ),
    ).toBeNull();
  });
});
