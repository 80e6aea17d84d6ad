import type { Metric } from "../domain/metric.ts";

export interface MetricRange {
  readonly least: number;
  readonly most: number;
}

const unbounded: MetricRange = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/** The values that a metric can take: what a threshold on it must lie in. */
export function metricRange(metric: Metric): MetricRange {
  if (metric.unit === "ms" || metric.unit === "per second") return { ...unbounded, least: 0 };
  if (metric.name.endsWith("net_accuracy") || metric.name.includes("net_accuracy."))
    return metric.form === "difference" || metric.form === "alpha" ? unbounded : { ...unbounded, most: 1 };
  if (metric.form === "unbounded") return unbounded;
  return metric.form === "difference" ? { least: -1, most: 1 } : { least: 0, most: 1 };
}
