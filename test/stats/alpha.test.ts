import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { krippendorffAlpha } from "../../src/stats/alpha.ts";
import { type GroupedSet, poolPairs, sumAllPairs } from "../../src/stats/pooled-pairs.ts";
import { jaccardIndex, masiIndex } from "../../src/stats/set-distance.ts";

describe("the likeness of two sets", () => {
  it("is worked by hand for {1, 2} and {1, 2, 3, 4}: J 1/2, m 2/3, MASI distance 2/3 (Passonneau 2006)", () => {
    const overlap = { shared: 2, first: 2, second: 4 };
    expect(jaccardIndex(overlap)).toBe(1 / 2);
    expect(1 - masiIndex(overlap)).toBeCloseTo(2 / 3, 15);
  });

  it("has m 1 for equal sets, 1/3 where they overlap, 0 where they share nothing or one is empty", () => {
    expect(masiIndex({ shared: 3, first: 3, second: 3 })).toBe(1);
    expect(masiIndex({ shared: 1, first: 2, second: 2 })).toBeCloseTo(1 / 9, 15);
    expect(masiIndex({ shared: 0, first: 2, second: 2 })).toBe(0);
    expect(masiIndex({ shared: 0, first: 0, second: 2 })).toBe(0);
    expect([jaccardIndex, masiIndex].map((index) => index({ shared: 0, first: 0, second: 0 }))).toEqual([
      1, 1,
    ]);
  });
});

function overlapOf(one: GroupedSet, other: GroupedSet) {
  const shared = one.members.filter((member) => other.members.includes(member)).length;
  return { shared, first: one.members.length, second: other.members.length };
}

const sets = fc.array(fc.record({ group: fc.nat(3), members: fc.uniqueArray(fc.nat(6), { maxLength: 4 }) }), {
  maxLength: 12,
});

describe("pairs of pooled sets", () => {
  it("are those got by comparing each set with each other, all of them and those that leave with a group", () => {
    const property = fc.property(sets, (drawn) => {
      const pairs = drawn.flatMap((one, index) =>
        drawn.slice(index + 1).map((other) => ({ one, other, overlap: overlapOf(one, other) })),
      );
      const { all, leaving } = poolPairs(sumAllPairs(drawn));
      const sum = (kept: typeof pairs, index: typeof jaccardIndex) =>
        kept.reduce((total, { overlap }) => total + index(overlap), 0);
      expect(all.pairs).toBe(pairs.length);
      expect(all.jaccard).toBeCloseTo(sum(pairs, jaccardIndex), 10);
      expect(all.masi).toBeCloseTo(sum(pairs, masiIndex), 10);
      for (const [group, sums] of leaving) {
        const gone = pairs.filter(({ one, other }) => one.group === group || other.group === group);
        expect(sums.pairs).toBe(gone.length);
        expect(sums.jaccard).toBeCloseTo(sum(gone, jaccardIndex), 10);
        expect(sums.masi).toBeCloseTo(sum(gone, masiIndex), 10);
      }
    });
    fc.assert(property, { numRuns: 200, seed: 5 });
  });

  it("of four thousand sets and more are told apart by what they share", () => {
    const many = Array.from({ length: 4001 }, (_, index) => ({ group: index % 100, members: [index % 2] }));
    const { all } = poolPairs(sumAllPairs(many));
    expect(all).toEqual({ pairs: 8_002_000, jaccard: 2001 * 1000 + 1000 * 1999, masi: 4_000_000 });
  });
});

/** Units by coder: Krippendorff's own example of nominal data, 0 where a value is missing. */
const krippendorff = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
  [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
];

describe("Krippendorff's alpha", () => {
  it("is .743421 for four coders, twelve units and missing data (Krippendorff 2011, nominal)", () => {
    const units = (krippendorff[0] ?? [])
      .map((_, unit) => krippendorff.map((coder) => coder[unit] ?? 0).filter((value) => value > 0))
      .filter((values) => values.length > 1);
    const alike = units.map(
      (values) =>
        values.flatMap((one, i) => values.filter((other, j) => i !== j && one === other)).length /
        (values.length - 1),
    );
    const values = units.flat();
    const { all } = poolPairs(sumAllPairs(values.map((value) => ({ group: 0, members: [value] }))));
    const alpha = krippendorffAlpha({
      within: alike.reduce((sum, count) => sum + count, 0),
      units: values.length,
      among: all.jaccard,
      pairs: all.pairs,
    });
    expect(alpha).toBeCloseTo(0.743421052632, 12);
  });

  it("is 1 without disagreement, negative where units differ more than values do", () => {
    expect(krippendorffAlpha({ within: 2, units: 2, among: 2, pairs: 6 })).toBe(1);
    expect(krippendorffAlpha({ within: 0, units: 2, among: 2, pairs: 6 })).toBeCloseTo(-0.5, 12);
  });

  it("is null without a unit, and where all values are alike", () => {
    expect(krippendorffAlpha({ within: 0, units: 0, among: 0, pairs: 0 })).toBeNull();
    expect(krippendorffAlpha({ within: 2, units: 2, among: 6, pairs: 6 })).toBeNull();
  });
});
