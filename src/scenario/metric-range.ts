import type { Metric } from "../domain/metric.ts";

const fromNothing: readonly Metric["unit"][] = ["ms", "per second", "tokens", "money"];

export interface MetricRange {
  readonly least: number;
  readonly most: number;
}

const unbounded: MetricRange = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/** The values that a metric can take: what a threshold on it must lie in. */
export function metricRange(metric: Metric): MetricRange {
  if (fromNothing.includes(metric.unit)) return { ...unbounded, least: 0 };
  if (metric.name.endsWith("net_accuracy") || metric.name.includes("net_accuracy."))
    return metric.form === "difference" || metric.form === "alpha" ? unbounded : { ...unbounded, most: 1 };
  if (metric.form === "unbounded") return unbounded;
  return metric.form === "difference" ? { least: -1, most: 1 } : { least: 0, most: 1 };
}

/** Why a value cannot be one of this metric, with the share that a percentage stands for as a hint; null where it can. */
export function refuseValue(
  metric: Metric,
  name: string,
  value: number,
): { readonly message: string; readonly hint?: string | undefined } | null {
  const { least, most } = metricRange(metric);
  if (value >= least && value <= most) return null;
  const isPercent = most === 1 && value > 1 && value <= 100;
  const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `at most ${most}`;
  const allowed = Number.isFinite(least) && Number.isFinite(most) ? `between ${least} and ${most}` : range;
  const hint = isPercent ? `did you mean ${Number((value / 100).toPrecision(6))}?` : undefined;
  return { message: `${name} is ${value}; ${metric.name} is ${allowed}`, hint };
}
