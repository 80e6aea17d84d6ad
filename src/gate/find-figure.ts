import type { Benchmark } from "../domain/benchmark.ts";
import { allSystems } from "../domain/code-system.ts";
import { type Figure, type FigureKey, figureKey } from "../domain/figure.ts";
import type { Metric } from "../domain/metric.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { Results } from "../domain/results.ts";
import type { Service } from "../domain/service.ts";
import { describeSlice } from "../domain/verdict-words.ts";
import { metricAsked, turnFigure } from "./figure-asked.ts";
import { isRelative } from "./requirement.ts";

/**
 * The run that lies in the folder which the gate names as its baseline; `results_sha256` is of its results.json as it
 * lies there now, null where it is gone.
 */
export interface BaselineNow {
  readonly run: string;
  readonly results_sha256: string | null;
}

/** The measurements that a gate may hold to a bound. `baseline` null or absent: none lies where the gate names one. */
export interface Measurements {
  readonly results: Results;
  readonly service: Service | null;
  readonly baseline?: BaselineNow | null;
}

/** The figure that a benchmark names, or in plain words why there is none. */
export type FigureSearch =
  | { readonly kind: "found"; readonly key: FigureKey; readonly metric: Metric; readonly figure: Figure }
  | { readonly kind: "missing"; readonly key: FigureKey; readonly reason: string };

const anew = "run `shadowbench analyze`";

function allFigures({ results, service }: Measurements): readonly Figure[] {
  return [...results.figures, ...(service?.figures ?? [])];
}

function figuresOf(key: FigureKey, measurements: Measurements): readonly Figure[] {
  const name = figureKey(key);
  return allFigures(measurements).filter((figure) => figureKey(figure) === name);
}

/** Every system together, asked for or by default: in a run with one system it may stand under that one alone. */
function chooseKey(benchmark: Benchmark, metric: Metric | undefined, measurements: Measurements): FigureKey {
  const key = {
    metric: metricAsked(benchmark),
    system: benchmark.system ?? null,
    slice: benchmark.slice ?? null,
  };
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
    return `no figure was made by ${unknown}; add it to slices, if it is a column of encounters, and ${anew}`;
  const columns = Object.keys(key.slice);
  const isCrossed = figures.some(({ slice }) => columns.every((column) => column in (slice ?? {})));
  return isCrossed
    ? `no encounter with ${describeSlice(key.slice)} entered ${key.metric}`
    : `no figure was made for ${describeSlice(key.slice)}: ${anew}`;
}

/** Why a run holds no figure of a metric that only some analyses make. */
function unmadeReason(metric: string): string {
  if (metric.startsWith("change.")) return `the run was not compared with a baseline: ${anew}`;
  if (metric.startsWith("excess.")) return "no encounter is doubly coded";
  if (metric.startsWith("engine.turnaround_ms.")) return "the engine answered at once: no job was polled";
  if (metric.startsWith("self."))
    return "every encounter was asked once: there is nothing to compare it with";
  if (metric.endsWith(".supported")) return `no figure of ${metric} was made: ${anew}`;
  return `the run holds no figure of ${metric}`;
}

function missingReason(key: FigureKey, metric: Metric | undefined, measurements: Measurements): string {
  if (metric === undefined) return `${key.metric} is no metric of this harness`;
  if (metric.stage === "service" && measurements.service === null) {
    return `${key.metric} was not measured: the run has no service.json`;
  }
  if (key.system !== null && !metric.perSystem) return `${key.metric} is made once a run, not by code system`;
  const ofMetric = allFigures(measurements).filter((figure) => figure.metric === key.metric);
  if (ofMetric.length === 0) return unmadeReason(key.metric);
  const ofSystem = ofMetric.filter((figure) => figure.system === key.system);
  if (ofSystem.length === 0)
    return `the run holds no figure of ${key.metric} for ${key.system ?? "all systems"}`;
  return sliceReason(key, ofSystem) ?? `the run holds no figure of ${key.metric} over all encounters`;
}

/** Why no difference from the baseline can be held to anything, or null. */
function baselineReason({ results: { run }, baseline: now }: Measurements): string | null {
  const { baseline } = run;
  if (baseline === null) return unmadeReason("change.");
  if (!now) return "no finished run lies where the baseline is said to be";
  if (now.results_sha256 === null) return `the results.json of the baseline ${now.run} is gone`;
  if (baseline.run !== now.run || baseline.results_sha256 !== now.results_sha256)
    return `the baseline is another than the one compared with: ${anew}`;
  if (baseline.complete) return null;
  return `the baseline ${baseline.run} is an incomplete run: finish it, and ${anew}`;
}

/** Why a figure was made of something else than the benchmark asks for now, or null. */
function staleReason(benchmark: Benchmark, measurements: Measurements): string | null {
  const { run } = measurements.results;
  if (isRelative(benchmark) && benchmark.relative_to !== "human") return baselineReason(measurements);
  if (isRelative(benchmark) || benchmark.min_support === undefined) return null;
  if (run.min_support === benchmark.min_support) return null;
  return `no figure was made for codes with ${benchmark.min_support} encounters or more: ${anew}`;
}

/**
 * Finds the one figure of results or service that a benchmark is held to, turned into the direction it asks in.
 * Without `system`, a metric that is made per system is taken over all of them. A figure made against another
 * baseline, or of other codes than the benchmark asks for now, counts as missing.
 */
export function findFigure(benchmark: Benchmark, measurements: Measurements): FigureSearch {
  const metric = findMetric(metricAsked(benchmark));
  const key = chooseKey(benchmark, metric, measurements);
  const missing = (reason: string): FigureSearch => ({ kind: "missing", key, reason });
  const stale = staleReason(benchmark, measurements);
  if (stale !== null) return missing(stale);
  const [figure, second] = figuresOf(key, measurements);
  if (metric === undefined || figure === undefined) return missing(missingReason(key, metric, measurements));
  if (second !== undefined) return missing(`two figures of ${key.metric} bear one name`);
  return { kind: "found", key, metric, figure: turnFigure(figure, benchmark) };
}
