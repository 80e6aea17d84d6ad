import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, holm } from "../../src/stats/multiplicity.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("benjaminiHochberg", () => {
  const ps = [
    5.23656777208e-5, 0.00028140506198, 0.0149877310796, 0.0202732688798, 0.177096952723, 0.642193923795,
    0.680845947633, 0.71626938238, 0.838541367553, 0.967833824309,
  ];
  const qs = [
    5.2366e-4, 1.40703e-3, 0.0499591, 0.0506832, 0.354194, 0.895337, 0.895337, 0.895337, 0.931713, 0.967834,
  ];

  it("gives the values of R multtest", () => {
    for (const [index, q] of benjaminiHochberg(ps).entries()) expect(q).toBeCloseTo(qs[index] ?? -1, 6);
  });

  it("keeps the order in which the p values came", () => {
    const reversed = benjaminiHochberg([...ps].reverse()).reverse();
    expect(reversed).toEqual(benjaminiHochberg(ps));
  });

  it("counts the unseen of a larger family as p = 1", () => {
    expect(benjaminiHochberg([0.01, 0.02], 4)).toEqual(benjaminiHochberg([0.01, 0.02, 1, 1]).slice(0, 2));
  });

  it("is never below p, never above 1, and empty for none", () => {
    expect(benjaminiHochberg([])).toEqual([]);
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (values) => {
        for (const [index, q] of benjaminiHochberg(values).entries()) {
          expect(q).toBeGreaterThanOrEqual((values[index] ?? 0) * (1 - 1e-12));
          expect(q).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("holm", () => {
  it("rejects the first two of .001, .01, .2 at .05, as MAPIE does", () => {
    expect(holm([0.001, 0.01, 0.2], 0.05)).toEqual([true, true, false]);
  });

  it("stops at the first that fails, whatever comes after in the input", () => {
    expect(holm([0.04, 0.001, 0.03], 0.05)).toEqual([false, true, false]);
    expect(holm([], 0.05)).toEqual([]);
  });

  it("rejects all that Bonferroni rejects", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (values) => {
        const rejected = holm(values, 0.05);
        for (const [index, p] of values.entries()) {
          if (p <= 0.05 / values.length) expect(rejected[index]).toBe(true);
        }
      }),
    );
  });
});
