import { expect, it } from "vitest";
import { fewestForUpper, lowerRank, nearestRank, upperRank } from "../../src/stats/order-statistic.ts";

// R 4.3: k = min{k: 1 - pbinom(k - 1, n, p) <= .05}, j = max{j: pbinom(j - 1, n, p) <= .05}.
it.each([
  [299, 0.99, 293, 299],
  [298, 0.99, 292, null],
  [3000, 0.99, 2961, 2980],
  [1000, 0.95, 938, 962],
])("bounds a quantile of %i values as R's binomial tails do", (n, p, lower, upper) => {
  expect([lowerRank(n, p, 0.95), upperRank(n, p, 0.95)]).toEqual([lower, upper]);
});

it("has no bound among no values, and none below a median of four", () => {
  expect([lowerRank(0, 0.5, 0.95), upperRank(0, 0.5, 0.95), nearestRank(0, 50)]).toEqual([null, null, null]);
  expect([lowerRank(4, 0.5, 0.95), upperRank(4, 0.5, 0.95)]).toEqual([null, null]);
  expect([lowerRank(5, 0.5, 0.95), upperRank(5, 0.5, 0.95)]).toEqual([1, 5]);
});

it("knows the fewest values that bound a percentile from above", () => {
  expect([0.5, 0.9, 0.95, 0.99].map((p) => fewestForUpper(p, 0.95))).toEqual([5, 29, 59, 299]);
});

it("takes whole ranks exactly", () => {
  expect([20, 100, 101, 300, 1].map((n) => nearestRank(n, 95))).toEqual([19, 95, 96, 285, 1]);
});
