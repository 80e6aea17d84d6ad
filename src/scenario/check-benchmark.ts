import type { Benchmark } from "../domain/benchmark.ts";
import { allSystems, isDrgSystem } from "../domain/code-system.ts";
import type { Metric } from "../domain/metric.ts";
import { findMetric, metricCatalogue } from "../domain/metric-catalogue.ts";
import { nearestName } from "../domain/nearest-name.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import { metricRange } from "./metric-range.ts";
import type { Scenario } from "./schema.ts";

/** Something wrong at a path of the scenario; the loader adds the place in the file. */
export interface Finding {
  readonly path: YamlPath;
  readonly message: string;
  readonly hint?: string | undefined;
}

function suggestMetric(name: string): string {
  const names = metricCatalogue.map((metric) => metric.name);
  const nearest = nearestName(name, names) ?? names.find((known) => known.endsWith(`.${name}`)) ?? null;
  return nearest === null ? "`shadowbench metrics` lists every metric" : `did you mean "${nearest}"?`;
}

function checkMetric(benchmark: Benchmark): Finding[] {
  if (findMetric(benchmark.metric) !== undefined) return [];
  const message = `unknown metric "${benchmark.metric}"`;
  return [{ path: ["metric"], message, hint: suggestMetric(benchmark.metric) }];
}

function checkRequirement({ at_least: atLeast, at_most: atMost }: Benchmark): Finding[] {
  if (atLeast === undefined && atMost === undefined)
    return [{ path: [], message: "the benchmark requires nothing", hint: "add at_least or at_most" }];
  if (atLeast === undefined || atMost === undefined) return [];
  const hint = "write two benchmarks for a range";
  return [{ path: ["at_most"], message: "a benchmark has at_least or at_most, not both", hint }];
}

function checkThreshold(
  metric: Metric,
  key: "at_least" | "at_most",
  threshold: number | undefined,
): Finding[] {
  const { least, most } = metricRange(metric);
  if (threshold === undefined || (threshold >= least && threshold <= most)) return [];
  const isPercent = most === 1 && threshold > 1 && threshold <= 100;
  const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `at most ${most}`;
  const allowed = Number.isFinite(least) && Number.isFinite(most) ? `between ${least} and ${most}` : range;
  const hint = isPercent ? `did you mean ${Number((threshold / 100).toPrecision(6))}?` : undefined;
  return [{ path: [key], message: `${key} is ${threshold}; ${metric.name} is ${allowed}`, hint }];
}

function checkSystem(metric: Metric, benchmark: Benchmark, scenario: Scenario): Finding[] {
  const { system } = benchmark;
  if (system === undefined || system === allSystems) {
    if (system !== undefined && !metric.perSystem) return [refuseSystem(metric)];
    return isOfDrgs(metric) ? [refuseAll(metric)] : [];
  }
  if (!metric.perSystem) return [refuseSystem(metric)];
  if (metric.systems !== null && !metric.systems.includes(system)) return [refuseOther(metric, system)];
  if (scenario.systems === undefined || scenario.systems.includes(system)) return [];
  const nearest = nearestName(system, scenario.systems);
  const listed = `systems are ${scenario.systems.join(", ")}`;
  const hint = nearest === null ? `${listed}, or all` : `did you mean "${nearest}"?`;
  return [{ path: ["system"], message: `"${system}" is not among the scenario's systems`, hint }];
}

/** Figures of DRGs are made for each DRG system alone: DRGs stand in no figure of all systems. */
function isOfDrgs({ perSystem, systems }: Metric): boolean {
  return perSystem && systems !== null && systems.every(isDrgSystem);
}

function refuseAll(metric: Metric): Finding {
  const hint = `add system: ${metric.systems?.join(" or ")}`;
  return { path: ["metric"], message: `${metric.name} is made for one system at a time`, hint };
}

function refuseOther(metric: Metric, system: string): Finding {
  const hint = `its systems are ${metric.systems?.join(", ")}`;
  return { path: ["system"], message: `${metric.name} is not made for ${system}`, hint };
}

function refuseSystem(metric: Metric): Finding {
  const message = `${metric.name} is one figure for the whole run and takes no system`;
  return { path: ["system"], message, hint: "leave system out" };
}

function checkForm(metric: Metric, benchmark: Benchmark): Finding[] {
  if (metric.form !== "macro" || benchmark.on === "point") return [];
  const message = `${metric.name} is a macro figure: its interval holds for this sample size only`;
  return [{ path: ["metric"], message, hint: "add on: point to hold its value alone" }];
}

function checkSlice(benchmark: Benchmark, scenario: Scenario): Finding[] {
  return Object.keys(benchmark.slice ?? {})
    .filter((column) => column !== "claim_type" && !scenario.slices.includes(column))
    .map((column) => {
      const nearest = nearestName(column, scenario.slices);
      return {
        path: ["slice", column],
        message: `"${column}" is not among the scenario's slices`,
        hint: nearest === null ? `add ${column} to slices` : `did you mean "${nearest}"?`,
      };
    });
}

function checkOfMetric(metric: Metric, benchmark: Benchmark, scenario: Scenario): Finding[] {
  return [
    ...checkThreshold(metric, "at_least", benchmark.at_least),
    ...checkThreshold(metric, "at_most", benchmark.at_most),
    ...checkSystem(metric, benchmark, scenario),
    ...checkForm(metric, benchmark),
  ];
}

/** What is wrong with one benchmark, as far as the scenario alone can tell; paths start at the benchmark. */
export function checkBenchmark(benchmark: Benchmark, scenario: Scenario): Finding[] {
  const metric = findMetric(benchmark.metric);
  return [
    ...checkMetric(benchmark),
    ...checkRequirement(benchmark),
    ...(metric === undefined ? [] : checkOfMetric(metric, benchmark, scenario)),
    ...checkSlice(benchmark, scenario),
  ];
}
