import type { Benchmark } from "../domain/benchmark.ts";
import { allSystems } from "../domain/code-system.ts";
import { type Figure, type FigureKey, figureKey } from "../domain/figure.ts";
import type { Metric } from "../domain/metric.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { Results } from "../domain/results.ts";
import type { Service } from "../domain/service.ts";
import { describeSlice } from "./gate-words.ts";

/** The measurements that a gate may hold to a bound. */
export interface Measurements {
  readonly results: Results;
  readonly service: Service | null;
}

/** The figure that a benchmark names, or in plain words why there is none. */
export type FigureSearch =
  | { readonly kind: "found"; readonly key: FigureKey; readonly metric: Metric; readonly figure: Figure }
  | { readonly kind: "missing"; readonly key: FigureKey; readonly reason: string };

function allFigures({ results, service }: Measurements): readonly Figure[] {
  return [...results.figures, ...(service?.figures ?? [])];
}

function figuresOf(key: FigureKey, measurements: Measurements): readonly Figure[] {
  const name = figureKey(key);
  return allFigures(measurements).filter((figure) => figureKey(figure) === name);
}

/** Every system together, asked for or by default: in a run with one system it may stand under that one alone. */
function chooseKey(benchmark: Benchmark, metric: Metric | undefined, measurements: Measurements): FigureKey {
  const key = { metric: benchmark.metric, system: benchmark.system ?? null, slice: benchmark.slice ?? null };
  const isTogether = benchmark.system === undefined || benchmark.system === allSystems;
  if (!isTogether || !metric?.perSystem) return key;
  const together = { ...key, system: allSystems };
  const [only, another] = measurements.results.run.systems;
  const isOneSystem = only !== undefined && another === undefined;
  return isOneSystem && figuresOf(together, measurements).length === 0 ? { ...key, system: only } : together;
}

function sliceReason(key: FigureKey, figures: readonly Figure[]): string | null {
  if (key.slice === null) return null;
  const known = new Set(figures.flatMap(({ slice }) => Object.keys(slice ?? {})));
  const unknown = Object.keys(key.slice).find((column) => !known.has(column));
  if (unknown !== undefined)
    return `no figure was made by ${unknown}; add it to slices, if it is a column of encounters`;
  return `no encounter with ${describeSlice(key.slice)} entered ${key.metric}`;
}

function missingReason(key: FigureKey, metric: Metric | undefined, measurements: Measurements): string {
  if (metric === undefined) return `${key.metric} is no metric of this harness`;
  if (metric.stage === "service" && measurements.service === null) {
    return `${key.metric} was not measured: the run has no service.json`;
  }
  if (key.system !== null && !metric.perSystem) return `${key.metric} is made once a run, not by code system`;
  const ofMetric = allFigures(measurements).filter((figure) => figure.metric === key.metric);
  if (ofMetric.length === 0) return `the run holds no figure of ${key.metric}`;
  const ofSystem = ofMetric.filter((figure) => figure.system === key.system);
  if (ofSystem.length === 0)
    return `the run holds no figure of ${key.metric} for ${key.system ?? "all systems"}`;
  return sliceReason(key, ofSystem) ?? `the run holds no figure of ${key.metric} over all encounters`;
}

/**
 * Finds the one figure of results or service with the benchmark's metric, system and slice.
 * Without `system`, a metric that is made per system is taken over all of them.
 */
export function findFigure(benchmark: Benchmark, measurements: Measurements): FigureSearch {
  const metric = findMetric(benchmark.metric);
  const key = chooseKey(benchmark, metric, measurements);
  const [figure, second] = figuresOf(key, measurements);
  if (metric === undefined || figure === undefined) {
    return { kind: "missing", key, reason: missingReason(key, metric, measurements) };
  }
  if (second !== undefined)
    return { kind: "missing", key, reason: `two figures of ${key.metric} bear one name` };
  return { kind: "found", key, metric, figure };
}
