import { mondayOf } from "../../domain/week-name.ts";

const toThursday = 3 * 86_400_000;
const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

/**
 * "2026-W10" → "March 2026", the month of its Thursday, as ISO 8601 gives a week to the year of its Thursday. What is no
 * ISO week stays as it is.
 */
export function nameMonth(isoWeek: string): string {
  const monday = mondayOf(isoWeek);
  return monday === null ? isoWeek : month.format(new Date(monday + toThursday));
}
