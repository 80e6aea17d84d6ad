import { describe, expect, it } from "vitest";
import {
  allocateDraws,
  covarianceOf,
  expansionVariance,
  partVariance,
  smallestSample,
} from "../../../src/stats/sampled/stratified.ts";

/** Every choice of `count` of the list. */
function choices<Item>(list: readonly Item[], count: number): readonly (readonly Item[])[] {
  if (count === 0) return [[]];
  return list.flatMap((item, index) =>
    choices(list.slice(index + 1), count - 1).map((rest) => [item, ...rest]),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the allocation of draws", () => {
  it("goes by size times deviation", () => {
    const strata = [
      { size: 700, deviation: 0.2 },
      { size: 700, deviation: 0.5 },
    ];
    expect(allocateDraws(strata, 70)).toEqual([20, 50]);
  });

  it("gives each stratum two, a smaller one all it has, and never more than there is", () => {
    const strata = [
      { size: 10_000, deviation: 1 },
      { size: 3, deviation: 0.001 },
      { size: 1, deviation: 1 },
    ];
    expect(smallestSample(strata)).toBe(5);
    expect(allocateDraws(strata, 50)).toEqual([47, 2, 1]);
    expect(allocateDraws(strata, 1e6)).toEqual([10_000, 3, 1]);
    expect(allocateDraws(strata, 1)).toEqual([2, 2, 1]);
  });
});

describe("the variance of an expanded total", () => {
  const values = [3, 0, 1, 7, 2, 2];

  it("is that over all samples there are", () => {
    const samples = choices(values, 3);
    const totals = samples.map((drawn) => 2 * drawn.reduce((sum, value) => sum + value, 0));
    const among = mean(totals.map((total) => (total - mean(totals)) ** 2));
    const squares = values.reduce((sum, value) => sum + value ** 2, 0);
    const spread = covarianceOf({ a: 15, b: 15, ab: squares }, values.length);
    expect(expansionVariance(6, 3) * spread).toBeCloseTo(among, 12);
    expect(expansionVariance(6, 6)).toBe(0);
  });

  it("of a part is met without bias by its estimate", () => {
    const part = new Set([0, 3, 4]);
    const samples = choices([0, 1, 2, 3, 4, 5], 3).map((drawn) =>
      drawn.filter((index) => part.has(index)).map((index) => values[index] ?? 0),
    );
    const sum = (drawn: readonly number[]) => drawn.reduce((total, value) => total + value, 0);
    const totals = samples.map((drawn) => 2 * sum(drawn));
    const among = mean(totals.map((total) => (total - mean(totals)) ** 2));
    const estimates = samples.map((drawn) =>
      partVariance({ total: sum(drawn), squares: sum(drawn.map((value) => value ** 2)) }, 6, 3),
    );
    expect(mean(estimates)).toBeCloseTo(among, 12);
  });
});
