const dayMs = 86_400_000;
const week = /^(\d{4})-W(\d{2})$/;
const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

/**
 * "2026-W10" → "March 2026", the month of its Thursday: ISO 8601 gives a week to the year of its Thursday, and 4 January
 * always lies in week 1. What is no ISO week stays as it is.
 */
export function nameMonth(isoWeek: string): string {
  const [, year, number] = week.exec(isoWeek) ?? [];
  if (year === undefined || number === undefined) return isoWeek;
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const sinceMonday = (fourth.getUTCDay() + 6) % 7;
  const days = (Number(number) - 1) * 7 + 3 - sinceMonday;
  return month.format(new Date(fourth.getTime() + days * dayMs));
}
