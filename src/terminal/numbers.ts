const wholeNumber = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 12,345 */
export function formatCount(count: number): string {
  return wholeNumber.format(count);
}

/** "1 encounter", "1,480 encounters". */
export function formatQuantity(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A figure to at most four decimals; null is a dash. */
export function formatValue(value: number | null): string {
  if (value === null) return "–";
  return Math.abs(value) >= 100 ? formatCount(value) : String(Number(value.toFixed(4)));
}

/** Events a second: two digits where there are few, whole above ten. */
export function formatRate(perSecond: number): string {
  return perSecond >= 10 ? formatCount(perSecond) : String(Number(perSecond.toPrecision(2)));
}

/** 45 s, 3 min 20 s, 2 h 5 min. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
