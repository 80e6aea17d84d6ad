import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addFractions, fractionToDouble, toDouble } from "../../src/stats/fraction.ts";

describe("toDouble", () => {
  it("gives the double nearest to a quotient of numbers too large for a double", () => {
    expect(toDouble(10n ** 400n, 3n * 10n ** 400n)).toBe(1 / 3);
    expect(toDouble(-(10n ** 400n), 7n * 10n ** 400n)).toBe(-1 / 7);
    expect(toDouble(10n ** 400n, 1n)).toBe(Number.POSITIVE_INFINITY);
    expect(toDouble(1n, 10n ** 300n)).toBe(1e-300);
  });

  it("is exact at 0 and 1 and keeps the sign of a negative divisor", () => {
    expect(toDouble(0n, 5n)).toBe(0);
    expect(toDouble(10n ** 30n, 10n ** 30n)).toBe(1);
    expect(toDouble(1n, -4n)).toBe(-0.25);
  });

  it("refuses to divide by 0", () => {
    expect(() => toDouble(1n, 0n)).toThrow(RangeError);
  });

  it("agrees with the division of doubles wherever both numbers are exact", () => {
    const whole = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 2 ** 52 }), (value, over) => {
        expect(toDouble(BigInt(value), BigInt(over)) + 0).toBe(value / over + 0);
      }),
    );
  });
});

it("adds fractions without loss", () => {
  const third = { value: 1n, over: 3n };
  const sixth = { value: 1n, over: 6n };
  expect(fractionToDouble(addFractions(third, sixth))).toBe(0.5);
});
