import { expect, test } from "vitest";
import { retryDelayMs } from "../../src/replay/asking/retry-delay.ts";

const half = () => 0.5;
const whole = () => 1;

test("the span of the jitter doubles with each attempt", () => {
  expect([1, 2, 3, 4].map((attempts) => retryDelayMs(attempts, 500, null, whole))).toEqual([
    500, 1000, 2000, 4000,
  ]);
});

test("the jitter is full: from no wait to the whole span", () => {
  expect(retryDelayMs(3, 500, null, () => 0)).toBe(0);
  expect(retryDelayMs(3, 500, null, half)).toBe(1000);
});

test("a wait that the engine asked for is never cut short", () => {
  expect(retryDelayMs(1, 500, 7000, () => 0)).toBe(7000);
  expect(retryDelayMs(4, 500, 7000, half)).toBe(7250);
});

test("no wait is longer than an hour", () => {
  expect(retryDelayMs(20, 600_000, null, whole)).toBe(3_600_000);
  expect(retryDelayMs(1, 0, 86_400_000, half)).toBe(3_600_000);
});
