import { expect, it } from "vitest";
import { clopperPearson } from "../../../src/stats/proportion.ts";
import { ratioInterval } from "../../../src/stats/ratio-interval.ts";
import { poweredInterval } from "../../../src/stats/sampled/powered-interval.ts";
import type { PoweredRatio } from "../../../src/stats/sampled/prediction-powered.ts";

const estimate: PoweredRatio = {
  value: 0.99,
  variance: 0.0001,
  df: 1,
  lambda: 1,
  numerator: 990,
  denominator: 1000,
  clusters: 60,
  kish: 50,
  yes: 60,
  no: 1,
};

it("is worth Kish's size at least, though a single surprise leaves one degree of freedom", () => {
  // r(1−r)/v = 99 trials, (z/t)² of them 2.4
  expect(poweredInterval(0.99, estimate, 0.95)).toEqual(clopperPearson(49.5, 50, 0.95));
});

it("is worth more where the predictions tell more and the spread is known", () => {
  const { lower } = poweredInterval(0.99, { ...estimate, df: 40, no: 12 }, 0.95) ?? { lower: 0 };
  // (1.959964 / 2.021075)² · 99 = 93.1
  expect(lower).toBeCloseTo(clopperPearson(0.99 * 93.1036, 93.1036, 0.95).lower, 5);
});

it("is Clopper–Pearson on Kish's size where no settled cluster has an error", () => {
  expect(poweredInterval(0.9997, { ...estimate, no: 0 }, 0.95)).toEqual(
    clopperPearson(0.9997 * 50, 50, 0.95),
  );
});

it("is that of any ratio from 30 clusters with an error on", () => {
  const usual = { ...estimate, value: 0.9, df: 40, no: 30 };
  const { variance, kish } = usual;
  const ratio = { value: 0.9, variance, kish, clusters: 41, confidence: 0.95 };
  expect(poweredInterval(0.9, usual, 0.95)).toEqual(ratioInterval(ratio));
});
