import { allSystems } from "../domain/code-system.ts";
import { type Figure, figureKey, type Slice } from "../domain/figure.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { Unit } from "./format.ts";

/** The metric by which this report speaks of agreement: it counts missed and extra codes alike. */
export const agreementMetric = "codes.f1";

/** Figures by name; null where the results hold none of that name. */
export type FindFigure = (metric: string, system?: string | null, slice?: Slice | null) => Figure | null;

export function indexFigures(figures: readonly Figure[]): FindFigure {
  const byKey = new Map(figures.map((figure) => [figureKey(figure), figure]));
  return (metric, system = null, slice = null) => byKey.get(figureKey({ metric, system, slice })) ?? null;
}

/** The system under which figures over everything stand: `all`, or the only system there is. */
export function overallSystem(figures: readonly Figure[], systems: readonly string[]): string {
  return figures.some(({ system }) => system === allSystems) ? allSystems : (systems[0] ?? allSystems);
}

export function metricUnit(name: string): Unit {
  const metric = findMetric(name);
  return metric?.form === "alpha" ? "coefficient" : (metric?.unit ?? "share");
}

export function metricTitle(metric: string): string {
  return findMetric(metric)?.title ?? metric;
}

export function systemTitle(system: string): string {
  return system === allSystems ? "All code systems" : system;
}

/** "payer: Medicare"; a null value reads "not recorded". */
export function sliceTitle(slice: Slice): string {
  return Object.entries(slice)
    .map(([column, value]) => `${column}: ${value ?? "not recorded"}`)
    .join(", ");
}

export function figureTitle(key: Pick<Figure, "metric" | "system" | "slice">): string {
  const parts = [metricTitle(key.metric)];
  if (key.system !== null) parts.push(key.system === allSystems ? "all systems" : key.system);
  if (key.slice !== null) parts.push(sliceTitle(key.slice));
  return parts.join(" · ");
}

/** The same, as short as a chart needs it: no bracketed synonyms, no "all systems" beside a slice. */
export function chartTitle({ metric, system, slice }: Pick<Figure, "metric" | "system" | "slice">): string {
  const parts = [metricTitle(metric).replace(/ \([^)]*\)$/, "")];
  if (system !== null && !(system === allSystems && slice !== null)) parts.push(systemTitle(system));
  if (slice !== null) parts.push(sliceTitle(slice));
  return parts.join(" · ");
}
