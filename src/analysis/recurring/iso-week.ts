const dayMs = 86_400_000;

/**
 * The ISO 8601 name, such as `2026-W07`, of a week counted from the one that holds 1970-01-01. Its Thursday, day
 * 7·week of the epoch, decides the year.
 */
export function isoWeek(week: number): string {
  const thursday = new Date(7 * week * dayMs);
  const year = thursday.getUTCFullYear();
  const dayOfYear = (thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, "0")}`;
}
