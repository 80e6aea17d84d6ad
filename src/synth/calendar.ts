const dayMs = 86_400_000;
/** First day of the fiscal year 2026, whose code sets the catalogue carries. */
const firstDayMs = Date.UTC(2025, 9, 1);
const springRelease = "2026-04-01";

/** The date `day` days after 2025-10-01, as YYYY-MM-DD. */
export function formatDate(day: number): string {
  return new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10);
}

/** The day of a date YYYY-MM-DD, counted from 2025-10-01; NaN for what is no date. */
export function dayOf(date: string): number {
  return (Date.parse(`${date}T00:00:00Z`) - firstDayMs) / dayMs;
}

/** A moment in UTC, `minute` minutes into `day`, as YYYY-MM-DDTHH:MM:SSZ. */
export function formatMoment(day: number, minute: number): string {
  return `${new Date(firstDayMs + day * dayMs + minute * 60_000).toISOString().slice(0, 19)}Z`;
}

/** The release of the code sets in force on a date, as YYYY-MM: they change in October and April. */
export function releaseOn(date: string): string {
  return date < springRelease ? "2025-10" : "2026-04";
}
