import { expect, test } from "vitest";
import { parseRetryAfter } from "../../src/engine/retry-after.ts";

const now = new Date("1994-11-06T08:49:30Z");

test("whole seconds are read as seconds", () => {
  expect(parseRetryAfter("120", now)).toBe(120_000);
  expect(parseRetryAfter(" 0 ", now)).toBe(0);
});

test("each of the three HTTP date forms is read as a moment in GMT", () => {
  expect(parseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", now)).toBe(7000);
  expect(parseRetryAfter("Sunday, 06-Nov-94 08:49:37 GMT", now)).toBe(7000);
  expect(parseRetryAfter("Sun Nov  6 08:49:37 1994", now)).toBe(7000);
});

test("a date in the past asks for no wait", () => {
  expect(parseRetryAfter("Sun, 06 Nov 1994 08:00:00 GMT", now)).toBe(0);
});

test("what is neither is not read", () => {
  for (const value of [null, "", "-5", "1.5", "soon", "2026-01-01", "1e3"]) {
    expect(parseRetryAfter(value, now)).toBeNull();
  }
});
