import { describe, expect, it } from "vitest";
import type { GateEvidence } from "../../src/stats/gate-bound.ts";
import {
  binomialRiskP,
  enoughAtTarget,
  isRiskBounded,
  lastProved,
  leastAccepted,
} from "../../src/stats/learn-then-test.ts";

describe("the exact binomial p of a risk above target", () => {
  it.each([
    [10, 500, 0.000_460_01],
    [15, 500, 0.019_858_4],
    [40, 1000, 0.080_636_6],
  ])("is that of the published method for %i errors of %i at a target of 5 %%", (errors, accepted, p) => {
    expect(binomialRiskP(errors, accepted, 0.05)).toBeCloseTo(p, 7);
  });

  it("is 0.95^59 for 59 accepted without an error, and 1 for none accepted", () => {
    expect(binomialRiskP(0, 59, 0.05)).toBeCloseTo(0.95 ** 59, 14);
    expect(binomialRiskP(0, 0, 0.05)).toBe(1);
  });
});

describe("the sequence of tests", () => {
  const passes = (p: number) => p <= 0.05;

  it("stops at the first failure, whatever would pass behind it", () => {
    expect(lastProved([0.01, 0.05, 0.2, 0.001], passes)).toBe(0.05);
  });

  it("proves nothing where the first fails or nothing is tested, and the last where all pass", () => {
    expect(lastProved([0.06, 0.001], passes)).toBeNull();
    expect(lastProved([], passes)).toBeNull();
    expect(lastProved([0.01, 0.02], passes)).toBe(0.02);
  });

  it("begins with at least 200 accepted, and with more where the target is strict or the level shared", () => {
    expect(leastAccepted(0.05, 0.05)).toBe(200);
    expect(leastAccepted(0.01, 0.05)).toBe(597);
    expect(leastAccepted(0.01, 0.05 / 12)).toBe(1091);
    expect(enoughAtTarget(0.05)).toBe(300);
  });
});

describe("the bound where patients repeat", () => {
  const evidence: GateEvidence = {
    value: 0,
    se: 0,
    numerator: 0,
    denominator: 120,
    nEffective: 59,
    rareClusters: 0,
    df: 58,
    scale: "logit",
    confidence: 0.95,
  };

  it("takes errorless patients for no more than Kish's size: 59 prove 5 %, 58 do not", () => {
    expect(isRiskBounded(evidence, 0.05)).toBe(true);
    expect(isRiskBounded({ ...evidence, nEffective: 58 }, 0.05)).toBe(false);
  });

  it("proves nothing where there is no bound", () => {
    expect(isRiskBounded({ ...evidence, nEffective: null }, 0.05)).toBe(false);
  });
});
