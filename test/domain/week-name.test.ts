import { expect, it } from "vitest";
import { nameWeek, tellWeek } from "../../src/domain/week-name.ts";

it("weeks are told by their Monday; week 1 holds 4 January", () => {
  expect(nameWeek("2026-W30")).toBe("2026-W30 (week of 20 July 2026)");
  expect(["2021-W01", "2020-W53", "2024-W01"].map(tellWeek)).toEqual([
    "week of 4 January 2021",
    "week of 28 December 2020",
    "week of 1 January 2024",
  ]);
  expect([nameWeek("vendor-a-1"), tellWeek("2026-07")]).toEqual(["vendor-a-1", null]);
});
