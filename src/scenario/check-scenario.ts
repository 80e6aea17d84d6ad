import { allSystems } from "../domain/code-system.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import type { Place } from "../errors.ts";
import { checkGate } from "./check-gate.ts";
import type { Finding } from "./finding.ts";
import type { Scenario } from "./schema.ts";

function findRepeats(key: "systems" | "slices", names: readonly string[]): Finding[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) === at ? [] : [{ path: [key, at], message: `"${name}" stands twice in ${key}` }],
  );
}

function findAll(scenario: Scenario): Finding[] {
  const at = (scenario.systems ?? []).indexOf(allSystems);
  const hint = "leave systems out to take every system of the reference";
  return at < 0 ? [] : [{ path: ["systems", at], message: '"all" is no code system', hint }];
}

function walkText(value: unknown, path: YamlPath): { path: YamlPath; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    walkText(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function checkEnvironment(scenario: Scenario): Finding[] {
  return walkText(scenario, [])
    .filter(({ path, text }) => text.includes("${env:") && !(path[0] === "engine" && path[1] === "headers"))
    .map(({ path }) => ({
      path,
      message: "a value from the environment may stand in engine headers only",
      hint: "a scenario must mean the same on every machine: write the value itself",
    }));
}

/** Nothing paces an engine that is asked in files, and nothing it answered is kept elsewhere. */
function checkFiles({ engine, replay }: Scenario): Finding[] {
  if (engine.kind !== "files") return [];
  const hint = "leave it out: requests leave as files, all at once";
  const mode = { path: ["replay", "mode"], message: "an engine of kind files is asked in mode batch", hint };
  const cache = { path: ["replay", "cache"], message: "an engine of kind files has no cache", hint };
  return [...(replay.mode === "batch" ? [] : [mode]), ...(replay.cache === undefined ? [] : [cache])];
}

/** Everything wrong with a scenario that can be told without its dataset; `locate` names places in messages. */
export function checkScenario(scenario: Scenario, locate: (path: YamlPath) => Place): Finding[] {
  return [
    ...findAll(scenario),
    ...findRepeats("systems", scenario.systems ?? []),
    ...findRepeats("slices", scenario.slices),
    ...checkGate(scenario, locate),
    ...checkEnvironment(scenario),
    ...checkFiles(scenario),
  ];
}

const holdsAbstention = ["engine.abstention_rate", "engine.answered_rate"];

/** What is allowed but likely to mislead: a bar on answered encounters alone is met by answering little. */
export function warnOfScenario(scenario: Scenario): Finding[] {
  const benchmarks = scenario.gate?.benchmarks ?? [];
  if (benchmarks.some((benchmark) => holdsAbstention.includes(benchmark.metric))) return [];
  const at = benchmarks.findIndex((benchmark) => benchmark.metric.endsWith(".answered"));
  if (at < 0) return [];
  const message = `${benchmarks[at]?.metric} counts answered encounters only; nothing holds how many are answered`;
  const hint = "add a benchmark on engine.abstention_rate";
  return [{ path: ["gate", "benchmarks", at, "metric"], message, hint }];
}
