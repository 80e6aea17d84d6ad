import type { Benchmark } from "../domain/benchmark.ts";
import type { Metric } from "../domain/metric.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { Finding } from "./finding.ts";
import type { Scenario } from "./schema.ts";

/** Fewest encounters of a code with which a macro figure may have a bound (METRICS, Intervals). */
const leastSupport = 10;

function checkUnsupported(metric: Metric, { on }: Benchmark): Finding[] {
  if (metric.name.endsWith(".supported")) {
    const hint = `hold ${metric.name.replace(/\.supported$/, "")} with min_support`;
    return [{ path: ["metric"], message: `${metric.name} is made for a min_support only`, hint }];
  }
  if (metric.form !== "macro" || on === "point") return [];
  const message = `${metric.name} is a macro figure: its interval holds for this sample size only`;
  const hint = `add on: point to hold its value alone, or min_support: ${leastSupport}`;
  return [{ path: ["metric"], message, hint }];
}

function checkSupported(metric: Metric, support: number, { on }: Benchmark): Finding[] {
  if (findMetric(`${metric.name}.supported`) === undefined)
    return [{ path: ["min_support"], message: `${metric.name} is not made by support of codes` }];
  if (on === "point" || support >= leastSupport) return [];
  const message = `min_support is ${support}; a bound needs ${leastSupport} or more`;
  return [{ path: ["min_support"], message, hint: "add on: point to hold the value alone" }];
}

function checkSequential(metric: Metric, { on }: Benchmark, { gate }: Scenario): Finding[] {
  if (metric.form !== "macro" || on === "point" || gate?.looks.mode !== "sequential") return [];
  const message = `${metric.name} has no bound that holds for looks: sequential`;
  return [{ path: ["metric"], message, hint: "add on: point to hold its value alone" }];
}

/** What is wrong with how a benchmark asks for a figure whose interval is not for every gate. */
export function checkForm(metric: Metric, benchmark: Benchmark, scenario: Scenario): Finding[] {
  const { min_support: support } = benchmark;
  if (support === undefined) return checkUnsupported(metric, benchmark);
  return [...checkSupported(metric, support, benchmark), ...checkSequential(metric, benchmark, scenario)];
}
