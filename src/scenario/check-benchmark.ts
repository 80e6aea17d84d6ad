import type { Benchmark } from "../domain/benchmark.ts";
import { allSystems, isDrgSystem } from "../domain/code-system.ts";
import type { Metric } from "../domain/metric.ts";
import { findMetric, metricCatalogue } from "../domain/metric-catalogue.ts";
import { nearestName } from "../domain/nearest-name.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import { checkRelative } from "./check-relative.ts";
import { checkForm } from "./check-support.ts";
import type { Finding } from "./finding.ts";
import { refuseValue } from "./metric-range.ts";
import type { Scenario } from "./schema.ts";

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

const forms = ["at_least", "at_most", "no_worse_by", "better_by"] as const;

function checkRequirement(benchmark: Benchmark): Finding[] {
  const [first, second] = forms.filter((form) => benchmark[form] !== undefined);
  if (first === undefined)
    return [{ path: [], message: "the benchmark requires nothing", hint: "add at_least or at_most" }];
  if (second === undefined) return [];
  const hint = second === "at_most" ? "write two benchmarks for a range" : "write two benchmarks";
  return [{ path: [second], message: `a benchmark has ${first} or ${second}, not both`, hint }];
}

function checkThreshold(
  metric: Metric,
  key: "at_least" | "at_most" | "expected",
  threshold: number | undefined,
): Finding[] {
  const refusal = threshold === undefined ? null : refuseValue(metric, key, threshold);
  return refusal === null ? [] : [{ path: [key], ...refusal }];
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
  return perSystem && (systems?.every(isDrgSystem) ?? false);
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

function checkColumn(column: string, path: YamlPath, scenario: Scenario): Finding[] {
  if (column === "claim_type" || scenario.slices.includes(column)) return [];
  const nearest = nearestName(column, scenario.slices);
  const message = `"${column}" is not among the scenario's slices`;
  return [
    { path, message, hint: nearest === null ? `add ${column} to slices` : `did you mean "${nearest}"?` },
  ];
}

function checkSlice({ slice = {}, each }: Benchmark, scenario: Scenario): Finding[] {
  const sliced = Object.keys(slice).flatMap((column) => checkColumn(column, ["slice", column], scenario));
  if (each === undefined) return sliced;
  const hint = "leave one of the two out";
  const twice = each in slice ? [{ path: ["each"], message: `"${each}" stands in slice too`, hint }] : [];
  return [...sliced, ...checkColumn(each, ["each"], scenario), ...twice];
}

/** Figures of repeats are made where the engine is asked each encounter more than once. */
function checkAskedAgain(metric: Metric, { engine, replay }: Scenario): Finding[] {
  if (!metric.name.startsWith("self.")) return [];
  if (engine.kind === "recorded") {
    const message = `${metric.name} compares repeats; a recorded engine is not asked again`;
    return [{ path: ["metric"], message, hint: "hold it in a scenario whose engine is asked" }];
  }
  if (replay.repeats > 1) return [];
  const message = `${metric.name} compares repeats; each encounter is asked once`;
  return [{ path: ["metric"], message, hint: "add repeats: 3 to replay" }];
}

function isRelative({ no_worse_by: worse, better_by: better }: Benchmark): boolean {
  return worse !== undefined || better !== undefined;
}

/** A margin is held by a difference, and what is expected of it is one too. */
function differenceOf(metric: Metric): Metric {
  return { ...metric, form: metric.form === "unbounded" ? "unbounded" : "difference" };
}

function checkOfMetric(metric: Metric, benchmark: Benchmark, scenario: Scenario): Finding[] {
  return [
    ...checkThreshold(metric, "at_least", benchmark.at_least),
    ...checkThreshold(metric, "at_most", benchmark.at_most),
    ...checkThreshold(isRelative(benchmark) ? differenceOf(metric) : metric, "expected", benchmark.expected),
    ...checkSystem(metric, benchmark, scenario),
    ...checkForm(metric, benchmark, scenario),
    ...checkRelative(metric, benchmark),
    ...checkAskedAgain(metric, scenario),
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
