import { dirname, resolve } from "node:path";
import {
  type Benchmark,
  type Gate,
  type GateBaseline,
  type GateSpec,
  gateDefaults,
  type Looks,
} from "../domain/benchmark.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import type { Place, Problem } from "../errors.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { GateSource } from "./gate-source.ts";
import { noteLeniency, type Owned } from "./note-leniency.ts";
import { shortPlace } from "./short-place.ts";

/**
 * A gate put together, what two of its files contradict each other in, what it holds less strictly than one of them, and
 * where each of its parts stands.
 */
export interface ResolvedGate {
  readonly gate: Gate;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The place of a value of the gate, such as `["benchmarks", 3, "metric"]`, in the file that states it. */
  readonly locate: (path: YamlPath) => Place;
}

interface Origin {
  readonly source: GateSource;
  readonly at: number;
}

type Setting = "confidence" | "looks";

interface Stated<Value> {
  readonly value: Value;
  readonly where: Place;
}

/** What a file extends comes before its own; a file that is reached twice counts once. */
function listSources(source: GateSource): readonly GateSource[] {
  const all = [...source.parents.flatMap(listSources), source];
  return [...new Map(all.map((one) => [one.path, one])).values()];
}

/** The settings that hold for a file: its own where it states one, else those of the files it extends. */
function statedIn<Key extends Setting>(
  source: GateSource,
  key: Key,
): readonly Stated<NonNullable<GateSpec[Key]>>[] {
  const value = source.spec[key];
  if (value !== undefined && value !== null) return [{ value, where: source.locate([key]) }];
  return source.parents.flatMap((parent) => statedIn(parent, key));
}

function findContradiction(key: Setting, stated: readonly Stated<number | Looks>[]): Problem[] {
  const [first, ...rest] = stated;
  const other = rest.find(({ value }) => canonicalJson(value) !== canonicalJson(first?.value));
  if (first === undefined || other === undefined) return [];
  const message = `${key} is stated otherwise at ${shortPlace(first.where)}`;
  return [{ message, where: other.where, hint: `state ${key} in the gate that extends both` }];
}

function originsOf(sources: readonly GateSource[], list: "benchmarks" | "waivers"): readonly Origin[] {
  return sources.flatMap((source) => source.spec[list].map((_, at) => ({ source, at })));
}

function ownedBy<List extends "benchmarks" | "waivers">(
  origins: readonly Origin[],
  list: List,
): readonly Owned<GateSpec[List][number]>[] {
  return origins.flatMap(({ source, at }) => {
    const part = source.spec[list][at];
    return part === undefined ? [] : [{ part, source, where: source.locate([list, at]) }];
  });
}

function locateIn(
  root: GateSource,
  origins: Readonly<Record<string, readonly Origin[]>>,
): (path: YamlPath) => Place {
  return (path) => {
    const [list, at, ...rest] = path;
    const origin = origins[String(list)]?.[Number(at)];
    return origin === undefined
      ? root.locate(path)
      : origin.source.locate([String(list), origin.at, ...rest]);
  };
}

interface BaselineNamed extends GateBaseline {
  readonly where: Place;
}

function baselinesOf(benchmarks: readonly Benchmark[], origins: readonly Origin[]): readonly BaselineNamed[] {
  return benchmarks.flatMap(({ baseline: written }, at) => {
    const origin = origins[at];
    if (written === undefined || origin === undefined) return [];
    const where = origin.source.locate(["benchmarks", origin.at, "baseline"]);
    return [{ written, folder: resolve(dirname(origin.source.path), written), where }];
  });
}

function findOtherBaseline(named: readonly BaselineNamed[]): Problem[] {
  const [first] = named;
  const other = named.find(({ folder }) => folder !== first?.folder);
  if (first === undefined || other === undefined) return [];
  const message = `a gate has one baseline; another is named at ${shortPlace(first.where)}`;
  return [{ message, where: other.where, hint: "hold the two against each other in two scenarios" }];
}

function keepBaseline(named: readonly BaselineNamed[]): GateBaseline | null {
  const [first] = named;
  return first === undefined ? null : { written: first.written, folder: first.folder };
}

/**
 * The gate that decides: the benchmarks and waivers of the files it extends and then its own, the nearest confidence
 * and looks, and the defaults. Two extended files that state different ones contradict each other, unless a file
 * that extends both states its own.
 */
export function resolveGate(root: GateSource): ResolvedGate {
  const sources = listSources(root);
  const origins = {
    benchmarks: originsOf(sources, "benchmarks"),
    waivers: originsOf(sources, "waivers"),
  };
  const benchmarks = sources.flatMap(({ spec }) => spec.benchmarks);
  const confidence = statedIn(root, "confidence");
  const looks = statedIn(root, "looks");
  const baselines = baselinesOf(benchmarks, origins.benchmarks);
  const settings = {
    confidence: confidence[0]?.value ?? gateDefaults.confidence,
    looks: looks[0]?.value ?? gateDefaults.looks,
  };
  const warnings = noteLeniency({
    settings,
    places: { confidence: confidence[0]?.where, looks: looks[0]?.where },
    sources,
    benchmarks: ownedBy(origins.benchmarks, "benchmarks"),
    waivers: ownedBy(origins.waivers, "waivers"),
  });
  return {
    gate: {
      ...settings,
      benchmarks,
      waivers: sources.flatMap(({ spec }) => spec.waivers),
      baseline: keepBaseline(baselines),
      notes: warnings.map(({ message }) => message),
    },
    problems: [
      ...findContradiction("confidence", confidence),
      ...findContradiction("looks", looks),
      ...findOtherBaseline(baselines),
    ],
    warnings,
    locate: locateIn(root, origins),
  };
}
