import type { Metric } from "./metric.ts";
import { findMetric } from "./metric-catalogue.ts";

const words: Readonly<Partial<Record<Metric["unit"], string>>> = {
  ms: "ms",
  "per second": "per second",
  units: "units",
  steps: "levels",
  tokens: "tokens",
};

/** What a metric's numbers are in: "ms", or for money the `currency`; null where they are bare, or no currency is known. */
export function unitWord(metric: string, currency: string | null): string | null {
  const unit = findMetric(metric)?.unit;
  if (unit === undefined) return null;
  return unit === "money" ? currency : (words[unit] ?? null);
}

/** A number with its unit behind it, "2,000 ms". */
export function withUnit(number: string, unit: string | null): string {
  return unit === null ? number : `${number} ${unit}`;
}
