import { HarnessError } from "../errors.ts";
import { dayOf } from "./calendar.ts";

/** Whole weeks, Monday to Sunday, in which every encounter of a dataset ends. */
export interface Period {
  /** A Monday, YYYY-MM-DD. */
  readonly start: string;
  /** At least 1. */
  readonly weeks: number;
}

/** The longest stay is eight days; the carried code sets begin on day 0 and end with the fiscal year. */
const earliestDay = 8;
const latestDay = 364;
/** 2025-10-01, day 0, is the third day of its week. */
const weekdayOfDayZero = 2;

export function firstDayOf({ start }: Period): number {
  return dayOf(start);
}

export function lastDayOf({ start, weeks }: Period): number {
  return dayOf(start) + 7 * weeks - 1;
}

/** The week of a period that a day lies in, from 1. */
export function weekOf(period: Period, day: number): number {
  return Math.floor((day - firstDayOf(period)) / 7) + 1;
}

/** Throws HarnessError `command-invalid` unless whole weeks from a Monday within the fiscal year 2026. */
export function checkPeriod(period: Period): void {
  const { start, weeks } = period;
  if (!Number.isInteger(weeks) || weeks < 1)
    throw new HarnessError("command-invalid", `weeks must be a whole number from 1, not ${weeks}`);
  if (Number.isNaN(dayOf(start)) || (dayOf(start) + weekdayOfDayZero) % 7 !== 0)
    throw new HarnessError("command-invalid", `a period starts on a Monday, YYYY-MM-DD, not ${start}`);
  if (firstDayOf(period) < earliestDay || lastDayOf(period) > latestDay)
    throw new HarnessError(
      "command-invalid",
      `${weeks} weeks from ${start} do not lie in 2025-10-09 to 2026-09-30`,
    );
}
