import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveSize, type GateEvidence, lowerBound, upperBound } from "../../src/stats/gate-bound.ts";
import { clopperPearsonLower } from "../../src/stats/proportion.ts";
import { reference } from "./reference.ts";

const blank: GateEvidence = {
  value: 0.9,
  se: 0.01,
  numerator: 900,
  denominator: 1000,
  nEffective: 400,
  rareClusters: 80,
  df: 399,
  scale: "logit",
  confidence: 0.95,
};

const ratios = fc
  .record({
    value: fc.double({ min: 0, max: 1, noNaN: true }),
    se: fc.double({ min: 0, max: 0.2, noNaN: true }),
    denominator: fc.integer({ min: 1, max: 100_000 }),
    kishShare: fc.double({ min: 0.001, max: 1, noNaN: true }),
    rareClusters: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ value, se, denominator, kishShare, rareClusters }): GateEvidence => {
    const nEffective = denominator * kishShare;
    return { ...blank, value, se, denominator, numerator: null, nEffective, rareClusters };
  });

describe("gate bounds of clustered ratios", () => {
  it.each(reference.gate)("agree with scipy at $value with $rare rare clusters", (row) => {
    const { value, se, denominator } = row;
    const evidence = { ...blank, value, se, denominator, nEffective: row.kish, rareClusters: row.rare };
    expect(effectiveSize(evidence)).toBeCloseTo(row.size, 6);
    expect(lowerBound(evidence)).toBeCloseTo(row.lower, 9);
    expect(upperBound(evidence)).toBeCloseTo(row.upper, 9);
  });

  it("hold the size to Kish's below 30 rare clusters and at exactly 0 or 1", () => {
    const precise = { ...blank, se: 0.001 };
    expect(effectiveSize({ ...precise, rareClusters: 30 })).toBe(1000);
    expect(effectiveSize({ ...precise, rareClusters: 29 })).toBe(400);
    expect(lowerBound({ ...blank, value: 1, se: 0, rareClusters: 0 })).toBeCloseTo(0.05 ** (1 / 400), 12);
    expect(upperBound({ ...blank, value: 0, se: 0, rareClusters: 0 })).toBeCloseTo(1 - 0.05 ** (1 / 400), 12);
  });

  it("take a cluster that alone carries the rarer outcome for wholly wrong", () => {
    const almost = { ...blank, value: 0.999, se: 0.001, rareClusters: 1 };
    expect(lowerBound(almost)).toBeCloseTo(clopperPearsonLower(399, 400, 0.95), 12);
    expect(lowerBound({ ...blank, rareClusters: 1 })).toBeCloseTo(clopperPearsonLower(360, 400, 0.95), 12);
    expect(upperBound(almost)).toBe(1);
    expect(lowerBound({ ...blank, value: 0.01, rareClusters: 1 })).toBe(0);
  });

  it("are ordered around the value and within 0 and 1", () => {
    fc.assert(
      fc.property(ratios, (evidence) => {
        const lower = lowerBound(evidence) ?? Number.NaN;
        const upper = upperBound(evidence) ?? Number.NaN;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual((evidence.value ?? 0) + 1e-9);
        expect(upper).toBeGreaterThanOrEqual((evidence.value ?? 0) - 1e-9);
        expect(upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("mirror when the outcome is counted the other way round", () => {
    fc.assert(
      fc.property(ratios, (evidence) => {
        const mirrored = { ...evidence, value: 1 - (evidence.value ?? 0) };
        expect(upperBound(mirrored)).toBeCloseTo(1 - (lowerBound(evidence) ?? 0), 9);
      }),
    );
  });

  it("widen with the confidence asked", () => {
    fc.assert(
      fc.property(ratios, (evidence) => {
        const surer = lowerBound({ ...evidence, confidence: 0.99 }) ?? Number.NaN;
        expect(surer).toBeLessThanOrEqual((lowerBound(evidence) ?? 0) + 1e-12);
      }),
    );
  });
});

describe("gate bounds of other figures", () => {
  it("are Clopper–Pearson for a simple proportion", () => {
    const evidence: GateEvidence = {
      ...blank,
      value: 0.96,
      numerator: 192,
      denominator: 200,
      scale: "binomial",
    };
    expect(lowerBound(evidence)).toBe(clopperPearsonLower(192, 200, 0.95));
    expect(upperBound(evidence)).toBe(1 - clopperPearsonLower(8, 200, 0.95));
  });

  it("are t standard errors away on the identity scale: t of 3 degrees of freedom is 2.353363", () => {
    const evidence: GateEvidence = { ...blank, value: -0.2, se: 0.1, df: 3, scale: "identity" };
    expect(lowerBound(evidence)).toBeCloseTo(-0.2 - 0.2353363434802, 9);
    expect(upperBound(evidence)).toBeCloseTo(-0.2 + 0.2353363434802, 9);
  });

  it.each<[string, Partial<GateEvidence>]>([
    ["value", { value: null }],
    ["scale", { scale: null }],
    ["standard error", { se: null }],
    ["denominator", { denominator: null }],
    ["effective size", { nEffective: null }],
    ["rare clusters", { rareClusters: null }],
    ["counts of a proportion", { scale: "binomial", numerator: null }],
    ["trials of a proportion", { scale: "binomial", numerator: 0, denominator: 0 }],
    ["degrees of freedom", { scale: "identity", df: 0 }],
    ["number in the value", { value: Number.NaN }],
  ])("are null without the %s", (_, missing) => {
    expect(lowerBound({ ...blank, ...missing })).toBeNull();
    expect(upperBound({ ...blank, ...missing })).toBeNull();
  });
});
