import { describe, expect, it } from "vitest";
import { differenceInterval, type PairedDifference } from "../../src/stats/difference-interval.ts";
import { clopperPearsonUpper } from "../../src/stats/proportion.ts";

const known: PairedDifference = {
  value: -0.04,
  variance: 0.0004,
  clusters: 400,
  changed: 16,
  isShare: true,
  confidence: 0.95,
};

describe("differenceInterval", () => {
  it("is t of the clusters that differ towards 0, and further off by δ = t·√(v + δ·|d|/changed)", () => {
    const { lower, upper } = differenceInterval(known) ?? { lower: 0, upper: 0 };
    // t of 15 degrees of freedom
    const t = 2.131449545559323;
    expect(upper).toBeCloseTo(-0.04 + t * 0.02, 9);
    const reach = -0.04 - lower;
    expect(reach).toBeCloseTo(t * Math.sqrt(0.0004 + (reach * 0.04) / 16), 9);
  });

  it("is value ± t·se of all clusters where many differ and the difference is 0", () => {
    const many = { ...known, value: 0, changed: 120 };
    // t of 399 degrees of freedom
    expect(differenceInterval(many)?.upper).toBeCloseTo(1.965927295920674 * 0.02, 9);
  });

  it("mirrors when the two change places", () => {
    for (const changed of [0, 1, 2, 16, 200]) {
      const one = differenceInterval({ ...known, changed });
      const other = differenceInterval({ ...known, changed, value: 0.04 });
      expect(other?.lower).toBeCloseTo(0 - (one?.upper ?? Number.NaN), 14);
      expect(other?.upper).toBeCloseTo(0 - (one?.lower ?? Number.NaN), 14);
    }
  });

  it("does not prove two runs alike that happen to agree on 20 clusters", () => {
    const alike = { ...known, value: 0, variance: 0, clusters: 20, changed: 0 };
    const interval = differenceInterval(alike);
    expect(interval?.upper).toBeGreaterThanOrEqual(clopperPearsonUpper(0, 20, 0.975));
    expect(interval?.lower).toBe(0 - (interval?.upper ?? 0));
    expect(differenceInterval({ ...alike, isShare: false })).toBeNull();
  });

  it("holds shares within −1 and 1, and other figures not", () => {
    const wide = { ...known, value: -0.5, variance: 0.25, clusters: 3, changed: 2 };
    expect(differenceInterval(wide)).toEqual({ lower: -1, upper: 1 });
    expect(differenceInterval({ ...wide, isShare: false })?.lower).toBeLessThan(-1);
  });

  it("is null without a value, a variance or a second cluster", () => {
    expect(differenceInterval({ ...known, value: null })).toBeNull();
    expect(differenceInterval({ ...known, variance: null })).toBeNull();
    expect(differenceInterval({ ...known, clusters: 1 })).toBeNull();
  });
});
