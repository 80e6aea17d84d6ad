import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../src/effects.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a wait longer than a timer can be set is waited for in full", async () => {
  vi.useFakeTimers();
  const days = 24 * 3_600_000;
  let isOver = false;
  const asleep = systemClock.sleep(60 * days).then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(60 * days - 1);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await asleep;
  expect(isOver).toBe(true);
});

test("a wait ends when its signal aborts, however long it is", async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(2 ** 40, stop.signal);
  stop.abort();
  await asleep;
});
