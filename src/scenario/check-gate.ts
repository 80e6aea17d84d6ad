import type { Benchmark, Waiver } from "../domain/benchmark.ts";
import { allSystems } from "../domain/code-system.ts";
import { sliceKey } from "../domain/figure.ts";
import { matchWaiver } from "../domain/match-waiver.ts";
import { nearestName } from "../domain/nearest-name.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import type { Place } from "../errors.ts";
import { checkBenchmark } from "./check-benchmark.ts";
import type { Finding } from "./finding.ts";
import type { Scenario } from "./schema.ts";
import { shortPlace } from "./short-place.ts";

type Locate = (path: YamlPath) => Place;

const forms = ["at_least", "at_most", "no_worse_by", "better_by"] as const;

function at(index: number, path: YamlPath = []): YamlPath {
  return ["gate", "benchmarks", index, ...path];
}

function benchmarkKey(benchmark: Benchmark): string {
  const {
    metric,
    system = allSystems,
    slice = null,
    each = null,
    relative_to: relativeTo = null,
  } = benchmark;
  const form = forms.find((one) => benchmark[one] !== undefined) ?? null;
  return JSON.stringify([metric, system, sliceKey(slice), each, form, relativeTo]);
}

/** Each index whose key stood before, with the index where it first did; a null key is no key. */
function findRepeats(keys: readonly (string | null)[]): readonly (readonly [index: number, first: number])[] {
  return keys.flatMap((key, index) => {
    const first = keys.indexOf(key);
    return key === null || first === index ? [] : [[index, first] as const];
  });
}

function checkRepeats(benchmarks: readonly Benchmark[], locate: Locate): Finding[] {
  return findRepeats(benchmarks.map(benchmarkKey)).map(([index, first]) => ({
    path: at(index),
    message: `the same is held by the benchmark at ${shortPlace(locate(at(first)))}`,
    hint: "keep the stricter of the two",
  }));
}

function checkNames(benchmarks: readonly Benchmark[], locate: Locate): Finding[] {
  return findRepeats(benchmarks.map(({ name }) => name ?? null)).map(([index, first]) => ({
    path: at(index, ["name"]),
    message: `the benchmark at ${shortPlace(locate(at(first)))} bears this name too`,
    hint: "waivers and reports go by the name: it must be one benchmark's",
  }));
}

function checkSupports(benchmarks: readonly Benchmark[], locate: Locate): Finding[] {
  const named = benchmarks.flatMap(({ min_support: support }, index) =>
    support === undefined ? [] : [{ index, support }],
  );
  const [first] = named;
  return named.flatMap(({ index, support }) =>
    first === undefined || support === first.support
      ? []
      : [
          {
            path: at(index, ["min_support"]),
            message: `min_support is ${first.support} at ${shortPlace(locate(at(first.index, ["min_support"])))}`,
            hint: "a gate has one min_support",
          },
        ],
  );
}

/** The benchmark that a waiver without one most likely means, else the names and metrics that there are. */
function suggestBenchmark(waiver: Waiver, benchmarks: readonly Benchmark[]): string {
  const wanted = typeof waiver.benchmark === "string" ? waiver.benchmark : waiver.benchmark.metric;
  const names = [
    ...new Set(benchmarks.flatMap(({ name, metric }) => [...(name === undefined ? [] : [name]), metric])),
  ];
  const nearest = nearestName(
    wanted,
    names.filter((name) => name !== wanted),
  );
  if (names.includes(wanted)) return `${wanted} is held, but not for this system and slice`;
  return nearest === null ? `benchmarks: ${names.join(", ")}` : `did you mean "${nearest}"?`;
}

function checkWaivers({ gate }: Scenario): Finding[] {
  return (gate?.waivers ?? []).flatMap((waiver, index) => {
    const { length } = matchWaiver(waiver, gate?.benchmarks ?? []);
    if (length === 1) return [];
    const path = ["gate", "waivers", index, "benchmark"];
    if (length === 0) {
      const known = suggestBenchmark(waiver, gate?.benchmarks ?? []);
      return [{ path, message: "the waiver names no benchmark of the gate", hint: known }];
    }
    const hint = "give the benchmark a name, or the waiver its metric, system and slice";
    return [{ path, message: `the waiver could be of ${length} benchmarks`, hint }];
  });
}

/** Everything wrong with the gate of a scenario that can be told without its dataset; `locate` names places in messages. */
export function checkGate(scenario: Scenario, locate: Locate): Finding[] {
  const benchmarks = scenario.gate?.benchmarks ?? [];
  return [
    ...benchmarks.flatMap((benchmark, index) =>
      checkBenchmark(benchmark, scenario).map((finding) => ({ ...finding, path: at(index, finding.path) })),
    ),
    ...checkRepeats(benchmarks, locate),
    ...checkNames(benchmarks, locate),
    ...checkSupports(benchmarks, locate),
    ...checkWaivers(scenario),
  ];
}
