import { expect, it } from "vitest";
import { measureWallMs } from "../../src/run/service/wall-ms.ts";

const session = (second: number, replay_ms: number | null) => ({
  started_at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  replay_ms,
});

it("adds up sessions that came one after another, and leaves out those nobody timed", () => {
  expect(measureWallMs([session(10, 2000), session(0, 3000), session(20, null)])).toBe(5000);
  expect(measureWallMs([session(0, null)])).toBeNull();
  expect(measureWallMs([])).toBeNull();
});

it("counts the time in which several shards asked once", () => {
  const shards = [
    session(0, 10_000),
    session(2, 3000),
    session(8, 4000),
    session(12, 1000),
    session(20, 500),
  ];
  expect(measureWallMs(shards)).toBe(13_500);
});
