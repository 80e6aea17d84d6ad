import type { Metric } from "../../domain/metric.ts";
import { findMetric, metricCatalogue } from "../../domain/metric-catalogue.ts";

/** Ratios of sums that two runs are compared by, in the order of the catalogue. */
export const comparedRatios: readonly Metric[] = metricCatalogue.filter(
  ({ name }) => findMetric(`change.${name}`) !== undefined,
);

/** Figures of the whole run that two runs are compared by group of patients: macro figures, kappa and alpha. */
export const comparedByGroups: readonly Metric[] = metricCatalogue.filter(
  ({ form, name }) => (form === "macro" && !name.endsWith(".supported")) || form === "alpha",
);

/** Where the sums of a ratio lie, encounter by encounter. */
export function sourceOf(metric: Metric): "measures" | "responses" | "code sets" {
  if (metric.isMeasure) return "measures";
  return /^(principal|engine)\./.test(metric.name) ? "responses" : "code sets";
}

const libraryMetrics =
  /^(severity|hcc|validity|sequence|poa)\.|^drg\.(?!agreement)|^codes\.hierarchical_f1|^encounters\.claim_ready/;

/** Whether a figure reads the official tables of the code library: two runs judged by other tables differ for that alone. */
export function readsLibrary(metric: string): boolean {
  return libraryMetrics.test(metric);
}
