import { expect, it } from "vitest";
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
} from "../../src/stats/quantiles.ts";

it("agrees with scipy on each distribution", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalCdf(-10)).toBeCloseTo(7.61985302416047e-24, 32);
  expect(tQuantile(0.975, 3.5)).toBeCloseTo(2.9400886379827282, 10);
  expect(tCdf(-40, 30)).toBeCloseTo(6.863022597203209e-28, 36);
  expect(betaQuantile(0.05, 917, 84)).toBeCloseTo(0.9012183324852598, 12);
  expect(betaCdf(betaQuantile(0.05, 0.3, 1e6), 0.3, 1e6)).toBeCloseTo(0.05, 10);
});

it("gives the exact binomial p of Learn-then-Test", () => {
  expect(binomialCdf(10, 500, 0.05)).toBeCloseTo(0.00046001, 8);
  expect(binomialCdf(15, 500, 0.05)).toBeCloseTo(0.0198584, 7);
  expect(binomialCdf(40, 1000, 0.05)).toBeCloseTo(0.0806366, 7);
});
