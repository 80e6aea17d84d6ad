import { describe, expect, it } from "vitest";
import {
  asymptoticReach,
  betaMixtureInterval,
  betaMixtureLower,
  betaMixtureUpper,
} from "../../src/stats/confidence-sequence.ts";
import { logBeta, logGamma } from "../../src/stats/log-gamma.ts";
import { clopperPearsonLower } from "../../src/stats/proportion.ts";
import { normalQuantile } from "../../src/stats/quantiles.ts";

const tuning = { tunedFor: 1000, alpha: 0.05 };

describe("the beta-binomial confidence sequence", () => {
  it("gives confseq's bernoulli_confidence_interval(700, 1000, .05, 100)", () => {
    const { lower, upper } = betaMixtureInterval(700, 1000, 0.95, { tunedFor: 100, alpha: 0.05 });
    expect(lower).toBeCloseTo(0.651629, 5);
    expect(upper).toBeCloseTo(0.745949, 5);
  });

  it("lies outside the fixed bound, and nearer than the two-sided one", () => {
    const lower = betaMixtureLower(950, 1000, 0.95, tuning);
    expect(lower).toBeLessThan(clopperPearsonLower(950, 1000, 0.95));
    expect(lower).toBeGreaterThan(betaMixtureInterval(950, 1000, 0.95, tuning).lower);
  });

  it("mirrors, and has nothing to say before the first success", () => {
    expect(betaMixtureUpper(50, 1000, 0.95, tuning)).toBeCloseTo(
      1 - betaMixtureLower(950, 1000, 0.95, tuning),
      12,
    );
    expect(betaMixtureLower(0, 40, 0.95, tuning)).toBe(0);
    expect(betaMixtureUpper(40, 40, 0.95, tuning)).toBe(1);
    expect(betaMixtureLower(0, 0, 0.95, tuning)).toBe(0);
  });

  it("wagers no more than its stake: the mean of the martingale under the true share is 1", () => {
    // Ville: with 4 trials of a fair coin, P(lower > .5 at any look) ≤ α for every α
    const outcomes = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].map((at) => (bits >> at) & 1));
    const isEverAbove = (flips: readonly number[], confidence: number) =>
      flips.some((_, last) => {
        const seen = flips.slice(0, last + 1);
        const hits = seen.reduce((sum, flip) => sum + flip, 0);
        return betaMixtureLower(hits, seen.length, confidence, { tunedFor: 4, alpha: 0.3 }) > 0.5;
      });
    for (const confidence of [0.6, 0.7, 0.8, 0.9]) {
      const wrong = outcomes.filter((flips) => isEverAbove(flips, confidence)).length;
      expect(wrong / 16).toBeLessThanOrEqual(1 - confidence);
    }
  });
});

describe("the asymptotic confidence sequence", () => {
  it("reaches farther than one look does, and least near where it is tuned", () => {
    const reach = [100, 1000, 100_000].map((clusters) => asymptoticReach(clusters, 0.95, tuning));
    expect(Math.min(...reach)).toBeGreaterThan(normalQuantile(0.95));
    expect(reach[1]).toBe(Math.min(...reach));
  });

  it("has the width of the published formula", () => {
    // t = 1000, 2α = .1: tρ² = 2 ln 10 + ln(1 + 2 ln 10) = 6.32887; √(2·7.32887/6.32887·ln(1 + √7.32887/.1))
    expect(asymptoticReach(1000, 0.95, tuning)).toBeCloseTo(2.77909, 4);
  });
});

it("takes logarithms of gamma and beta functions of real numbers", () => {
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
  expect(logBeta(2.5, 0.5)).toBeCloseTo(Math.log((3 / 8) * Math.PI), 12);
});
