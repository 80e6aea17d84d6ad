import { expect, it } from "vitest";
import { isoWeek } from "../../../src/analysis/recurring/iso-week.ts";

/** As encounters.sql counts: whole weeks from the Monday before 1970-01-01. */
function weekOf(day: string): number {
  return Math.floor((Date.parse(day) / 86_400_000 + 3) / 7);
}

it("names weeks as ISO 8601 does, at the ends of years too", () => {
  const named = {
    "1970-01-01": "1970-W01",
    "2008-12-29": "2009-W01",
    "2010-01-03": "2009-W53",
    "2024-12-30": "2025-W01",
    "2026-02-09": "2026-W07",
    "2026-12-31": "2026-W53",
    "2027-01-03": "2026-W53",
    "2027-01-04": "2027-W01",
  };
  for (const [day, week] of Object.entries(named)) expect([day, isoWeek(weekOf(day))]).toEqual([day, week]);
});
