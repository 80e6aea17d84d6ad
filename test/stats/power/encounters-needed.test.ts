import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GateEvidence, lowerBound } from "../../../src/stats/gate-bound.ts";
import { encountersNeeded } from "../../../src/stats/power/encounters-needed.ts";
import { reference } from "../reference.ts";

function proportion(errors: number, n: number): GateEvidence {
  return {
    value: 1 - errors / n,
    se: null,
    numerator: n - errors,
    denominator: n,
    nEffective: n,
    rareClusters: Math.min(errors, n - errors),
    df: n - 1,
    scale: "binomial",
    confidence: 0.95,
  };
}

function clustered(value: number, deff: number, clusters: number): GateEvidence {
  const denominator = clusters * 8;
  const se = Math.sqrt(((value * (1 - value)) / denominator) * deff);
  return {
    ...proportion(0, denominator),
    value,
    se,
    numerator: value * denominator,
    nEffective: clusters * 0.9,
    rareClusters: Math.round(clusters * 0.3),
    df: clusters - 1,
    scale: "logit",
  };
}

const atLeast = (threshold: number) => ({ kind: "at-least" as const, threshold });
const atMost = (threshold: number) => ({ kind: "at-most" as const, threshold });

describe("encountersNeeded of simple proportions", () => {
  it.each(reference.needed)("agrees with every n tried: $errors errors in $n against $threshold", (row) => {
    expect(encountersNeeded(proportion(row.errors, row.n), atLeast(row.threshold), row.n)).toBe(row.needed);
  });

  it.each([
    [0, 59],
    [1, 100],
    [4, 200],
    [16, 500],
    [38, 1000],
    [83, 2000],
  ])("asks for none with %i errors in %i, where .95 is proved", (errors, n) => {
    expect(encountersNeeded(proportion(errors, n), atLeast(0.95), n)).toBe(0);
  });

  it("mirrors for a rate that must stay low", () => {
    const rate = { ...proportion(1, 80), value: 1 / 80, numerator: 1 };
    expect(encountersNeeded(rate, atMost(0.05), 80)).toBe(73);
  });

  it("counts in encounters where only some enter the figure", () => {
    expect(encountersNeeded(proportion(0, 20), atLeast(0.95), 40)).toBe(2 * 59 - 40);
  });

  it("is null where the value is not better than the threshold", () => {
    expect(encountersNeeded(proportion(10, 200), atLeast(0.95), 200)).toBeNull();
    expect(encountersNeeded(proportion(20, 200), atLeast(0.95), 200)).toBeNull();
    expect(encountersNeeded(proportion(0, 20), atLeast(1), 20)).toBeNull();
  });
});

describe("encountersNeeded of clustered ratios", () => {
  it("asks about the design effect times as many as independent trials would", () => {
    const plain = encountersNeeded(clustered(0.96, 1, 50), atLeast(0.95), 50) ?? 0;
    const doubled = encountersNeeded(clustered(0.96, 2, 50), atLeast(0.95), 50) ?? 0;
    expect((doubled + 50) / (plain + 50)).toBeGreaterThan(1.8);
    expect((doubled + 50) / (plain + 50)).toBeLessThan(2.2);
  });

  it("asks for at most a third more than the exact count where clusters are single encounters, whose spread it must guess", () => {
    const exact = encountersNeeded(proportion(16, 400), atLeast(0.94), 400) ?? 0;
    const single: GateEvidence = {
      ...proportion(16, 400),
      se: Math.sqrt((0.96 * 0.04) / 400),
      scale: "logit",
    };
    const smooth = encountersNeeded(single, atLeast(0.94), 400) ?? 0;
    expect(smooth).toBeGreaterThan(exact);
    expect((smooth - exact) / (exact + 400)).toBeLessThan(1 / 3);
  });

  it("uses Kish's size where nothing went wrong", () => {
    const spotless = { ...clustered(1, 1, 20), se: 0, rareClusters: 0 };
    // Kish's size is 0.9 a cluster and encounter: 59 of them need 65.6
    const needed = encountersNeeded(spotless, atLeast(0.95), 20) ?? 0;
    expect(needed + 20).toBe(65);
  });

  it("never asks for more when the threshold is lower", () => {
    const threshold = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(threshold, fc.double({ min: 0.6, max: 0.99, noNaN: true }), (high, value) => {
        const evidence = clustered(value, 1.7, 60);
        const hard = encountersNeeded(evidence, atLeast(high), 60);
        const easy = encountersNeeded(evidence, atLeast(high - 0.05), 60);
        if (hard !== null) expect(easy ?? Number.NaN).toBeLessThanOrEqual(hard);
      }),
      { numRuns: 40 },
    );
  });
});

describe("encountersNeeded on the identity scale", () => {
  const evidence: GateEvidence = { ...clustered(0.5, 1, 100), value: 0.1, se: 0.08, scale: "identity" };

  it("is (t + z)² times the variance over the squared distance", () => {
    // (1.645 + 0.842)² · (0.8/0.1)² = 395.7, and a little more for t
    const needed = encountersNeeded(evidence, atLeast(0), 100) ?? 0;
    expect(needed + 100).toBeGreaterThanOrEqual(396);
    expect(needed + 100).toBeLessThanOrEqual(400);
  });

  it("mirrors, and is 0 where the bound is met", () => {
    const mirrored = { ...evidence, value: -0.1 };
    expect(encountersNeeded(mirrored, atMost(0), 100)).toBe(encountersNeeded(evidence, atLeast(0), 100));
    expect(lowerBound(evidence)).toBeGreaterThan(-0.1);
    expect(encountersNeeded(evidence, atLeast(-0.1), 100)).toBe(0);
  });

  it("is null where a part is missing", () => {
    expect(encountersNeeded({ ...evidence, se: null }, atLeast(0), 100)).toBeNull();
    expect(encountersNeeded({ ...evidence, scale: null }, atLeast(0), 100)).toBeNull();
    expect(encountersNeeded(evidence, atLeast(0), 0)).toBeNull();
  });
});
