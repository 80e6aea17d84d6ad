/** Year, month and day as YYYY-MM-DD. */
function formatDate(year: number, month: number, day: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}

const written = /^(\d{4})-?(\d{2})-?(\d{2})$/;

/** A date written YYYY-MM-DD or YYYYMMDD, as YYYY-MM-DD; null where it is no day of the calendar. */
export function parseDate(text: string): string | null {
  const [, year = "", month = "", day = ""] = written.exec(text) ?? [];
  if (year === "") return null;
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso;
}

/** A federal fiscal year begins on 1 October of the year before: FY2025 is 2024-10-01 to 2025-09-30. */
export function fiscalYearSpan(year: number): { readonly from: string; readonly to: string } {
  return { from: formatDate(year - 1, 10, 1), to: formatDate(year, 9, 30) };
}

export function calendarYearSpan(year: number): { readonly from: string; readonly to: string } {
  return { from: formatDate(year, 1, 1), to: formatDate(year, 12, 31) };
}

/** The fiscal year in which a date (YYYY-MM-DD) lies. */
export function fiscalYearOf(date: string): number {
  return Number(date.slice(0, 4)) + (date.slice(5) >= "10-01" ? 1 : 0);
}
