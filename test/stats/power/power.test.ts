import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GateEvidence } from "../../../src/stats/gate-bound.ts";
import { encountersFor, encountersNeeded } from "../../../src/stats/power/encounters-needed.ts";
import { plannedRatio, type RatioOutlook } from "../../../src/stats/power/planned-ratio.ts";
import { powerAt } from "../../../src/stats/power/power.ts";
import { rareClusterShare } from "../../../src/stats/power/rare-cluster-share.ts";

const atLeast = (threshold: number) => ({ kind: "at-least" as const, threshold });
const atMost = (threshold: number) => ({ kind: "at-most" as const, threshold });
const tuning = { tunedFor: 1000, alpha: 0.05 };

/** One encounter a patient, so that `n` of them are `n` trials. */
function proportion(value: number): GateEvidence {
  const one = { numerator: value, denominator: 1, nEffective: 1, rareClusters: null, df: 0 };
  return { value, se: null, ...one, scale: "binomial", confidence: 0.95 };
}

const charts: RatioOutlook = { units: 4, clusters: 1, kish: 0.8, designEffect: 1.45, seen: null };

describe("powerAt of simple proportions", () => {
  // P(at most the errors allowed), by binomial sums: the sample sizes of "95 % or better"
  it.each([
    [59, 0, 0.999, 0.942679],
    [100, 1, 0.99, 0.735762],
    [200, 4, 0.98, 0.628844],
    [500, 16, 0.97, 0.665604],
    [1000, 38, 0.97, 0.938079],
    [2000, 83, 0.96, 0.660572],
  ])("at %i encounters is the chance of at most %i errors at a truth of %d", (n, _errors, value, power) => {
    expect(powerAt(proportion(value), atLeast(0.95), 1, n)).toBeCloseTo(power, 6);
    expect(powerAt(proportion(1 - value), atMost(0.05), 1, n)).toBeCloseTo(power, 6);
  });

  it("is nothing with 58 encounters, where even a perfect score proves no 95 %", () => {
    expect(powerAt(proportion(1), atLeast(0.95), 1, 58)).toBe(0);
    expect(powerAt(proportion(1), atLeast(0.95), 1, 59)).toBe(1);
  });

  it("costs encounters where the gate looks again and again", () => {
    const sequential = { ...proportion(0.97), tuning };
    const once = encountersFor(proportion(0.97), atLeast(0.95), 1, 0.8) ?? 0;
    const often = encountersFor(sequential, atLeast(0.95), 1, 0.8) ?? 0;
    expect(often).toBeGreaterThan(once);
    expect(powerAt(sequential, atLeast(0.95), 1, often)).toBeGreaterThanOrEqual(0.8);
  });
});

describe("powerAt of clustered ratios", () => {
  // Shares of 4,000 simulated periods in which the gate said met: beta-binomial charts of 1 + Poisson(3) codes, ICC .15
  it.each([
    [0.97, 0.95, 358, 0.806],
    [0.97, 0.95, 405, 0.905],
    [0.93, 0.9, 258, 0.795],
    [0.93, 0.9, 334, 0.898],
    [0.999, 0.95, 105, 0.896],
  ])("at a truth of %d against %d and %i charts comes near simulation", (value, threshold, n, simulated) => {
    const spread = { ...charts, kish: 16 / 19, designEffect: 1.56 };
    const evidence = plannedRatio(spread, value, 0.95);
    expect(Math.abs(powerAt(evidence, atLeast(threshold), 1, n) - simulated)).toBeLessThan(0.04);
  });

  it("is reached by the encounters it asks for, and more of them for 90 % than for 80", () => {
    const value = fc.double({ min: 0.9, max: 0.995, noNaN: true });
    fc.assert(
      fc.property(value, fc.double({ min: 0.01, max: 0.1, noNaN: true }), (truth, distance) => {
        const evidence = plannedRatio(charts, truth, 0.95);
        const [eighty, ninety] = [0.8, 0.9].map((power) =>
          encountersFor(evidence, atLeast(truth - distance), 1, power),
        );
        expect(powerAt(evidence, atLeast(truth - distance), 1, eighty ?? 0)).toBeGreaterThanOrEqual(0.8);
        expect(ninety ?? 0).toBeGreaterThanOrEqual(eighty ?? Number.NaN);
      }),
      { numRuns: 10 },
    );
  });

  it("mirrors: a rate of errors at most is a rate of successes at least", () => {
    const good = plannedRatio(charts, 0.97, 0.95);
    const bad = plannedRatio(charts, 0.03, 0.95);
    expect(powerAt(bad, atMost(0.05), 1, 300)).toBeCloseTo(powerAt(good, atLeast(0.95), 1, 300), 9);
  });

  it("is nothing before the first look that a sequential gate allows", () => {
    const evidence = { ...plannedRatio(charts, 0.9, 0.95), tuning };
    expect(powerAt(evidence, atLeast(0.5), 1, 299)).toBe(0);
    expect(powerAt(evidence, atLeast(0.5), 1, 300)).toBeGreaterThan(0.99);
  });
});

describe("powerAt of differences", () => {
  const difference: GateEvidence = {
    ...proportion(0),
    se: 0.4,
    df: 0,
    rareClusters: null,
    nEffective: null,
    scale: "identity",
  };

  it("is Φ(margin / se − t): half where the margin is t standard errors", () => {
    // se .4/√400 = .02; t(.95; 399) = 1.648682
    expect(powerAt(difference, atLeast(-0.02 * 1.648682), 1, 400)).toBeCloseTo(0.5, 4);
  });

  it("never proves a difference smaller than what nobody has seen yet", () => {
    const alike = { ...difference, se: 1e-9, isShareDifference: true };
    // 1 − .05^(1/100) = .02951
    expect(powerAt(alike, atLeast(-0.029), 1, 100)).toBe(0);
    expect(powerAt(alike, atLeast(-0.03), 1, 100)).toBeCloseTo(1, 12);
  });
});

describe("encountersNeeded at another power", () => {
  it("asks for more at 90 % than at 80 %, and for none where the bound is met", () => {
    const evidence = { ...proportion(0.98), numerator: 98, denominator: 100, nEffective: 100, df: 99 };
    const needed = (power?: number) => encountersNeeded(evidence, atLeast(0.95), 100, power) ?? Number.NaN;
    expect(needed(0.9)).toBeGreaterThan(needed());
    expect(needed(0.8)).toBe(needed());
    expect(encountersNeeded(evidence, atLeast(0.9), 100, 0.9)).toBe(0);
  });
});

describe("rareClusterShare", () => {
  it("is 1 − value^size for independent codes, and 1 − value for charts that are right or wrong together", () => {
    expect(rareClusterShare(0.9, 4, 1)).toBeCloseTo(1 - 0.9 ** 4, 12);
    expect(rareClusterShare(0.9, 4, 4)).toBeCloseTo(0.1, 12);
    expect(rareClusterShare(0.1, 4, 4)).toBeCloseTo(0.1, 12);
  });

  it("lies between them otherwise: for two codes 1 − value·(value + (1 − value)·icc)", () => {
    expect(rareClusterShare(0.9, 2, 1.5)).toBeCloseTo(1 - 0.9 * (0.9 + 0.1 * 0.5), 9);
  });
});
