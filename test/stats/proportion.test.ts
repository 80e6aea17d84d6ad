import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clopperPearson,
  clopperPearsonLower,
  clopperPearsonUpper,
  wilson,
} from "../../src/stats/proportion.ts";
import { reference } from "./reference.ts";

describe("wilson", () => {
  it("gives the values of R binom as statsmodels prints them", () => {
    const of20 = wilson(18, 20, 0.95);
    expect(of20.lower).toBeCloseTo(0.69896635, 8);
    expect(of20.upper).toBeCloseTo(0.97213352, 8);
    const of38 = wilson(19, 38, 0.95);
    expect(of38.lower).toBeCloseTo(0.34849928, 8);
    expect(of38.upper).toBeCloseTo(0.65150072, 8);
  });

  it("touches 0 and 1 where nothing or everything succeeded, and knows nothing without trials", () => {
    expect(wilson(0, 10, 0.95).lower).toBe(0);
    expect(wilson(10, 10, 0.95).upper).toBe(1);
    expect(wilson(0, 0, 0.95)).toEqual({ lower: 0, upper: 1 });
  });
});

describe("clopperPearson", () => {
  it("gives the values of R binom as statsmodels prints them", () => {
    const interval = clopperPearson(18, 20, 0.95);
    expect(interval.lower).toBeCloseTo(0.68301729, 8);
    expect(interval.upper).toBeCloseTo(0.98765147, 8);
  });

  it.each(reference.bounds)("agrees with scipy at $successes of $n, one-sided $confidence", (row) => {
    expect(Math.abs(clopperPearsonLower(row.successes, row.n, row.confidence) - row.lower)).toBeLessThan(
      1e-9,
    );
    expect(Math.abs(clopperPearsonUpper(row.successes, row.n, row.confidence) - row.upper)).toBeLessThan(
      1e-9,
    );
  });

  it("solves nothing-wrong-in-n by hand: the lower bound of n of n is α^(1/n)", () => {
    expect(clopperPearsonLower(59, 59, 0.95)).toBeCloseTo(0.05 ** (1 / 59), 12);
  });

  it.each([
    [0, 59],
    [1, 100],
    [4, 200],
    [16, 500],
    [38, 1000],
    [83, 2000],
  ])("proves .95 or better with %i errors in %i, and not with one error more", (errors, n) => {
    expect(clopperPearsonLower(n - errors, n, 0.95)).toBeGreaterThanOrEqual(0.95);
    expect(clopperPearsonLower(n - errors - 1, n, 0.95)).toBeLessThan(0.95);
  });

  it("needs 59 encounters without an error for 95 %, not 58", () => {
    expect(clopperPearsonLower(58, 58, 0.95)).toBeLessThan(0.95);
  });

  it("holds the share between its bounds, and mirrors when successes and failures swap", () => {
    const n = fc.double({ min: 0.05, max: 1e5, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(n, share, (trials, part) => {
        const { lower, upper } = clopperPearson(part * trials, trials, 0.95);
        const mirror = clopperPearson(trials - part * trials, trials, 0.95);
        expect(lower).toBeLessThanOrEqual(part + 1e-9);
        expect(upper).toBeGreaterThanOrEqual(part - 1e-9);
        expect(mirror.lower).toBeCloseTo(1 - upper, 8);
        expect(mirror.upper).toBeCloseTo(1 - lower, 8);
      }),
    );
  });
});
