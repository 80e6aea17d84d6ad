const dayMs = 86_400_000;
const isoWeek = /^(\d{4})-W(\d{2})$/;

/** The Monday of week 1 of a year: that of the week which holds 4 January (ISO 8601). */
function firstMonday(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - weekday * dayMs;
}

const days = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** The Monday of an ISO week such as "2026-W30", in ms since 1970; null for anything else. */
export function mondayOf(name: string): number | null {
  const [, year, week] = isoWeek.exec(name) ?? [];
  if (year === undefined || week === undefined) return null;
  return firstMonday(Number(year)) + (Number(week) - 1) * 7 * dayMs;
}

/** "week of 20 July 2026" for 2026-W30, by its Monday; null for anything that is no ISO week. */
export function tellWeek(name: string): string | null {
  const monday = mondayOf(name);
  return monday === null ? null : `week of ${days.format(new Date(monday))}`;
}

/** "2026-W30 (week of 20 July 2026)"; other names as they are. */
export function nameWeek(name: string): string {
  const week = tellWeek(name);
  return week === null ? name : `${name} (${week})`;
}
