import { basename } from "node:path";
import type { Benchmark, Gate, Waiver } from "../domain/benchmark.ts";
import { matchWaiver } from "../domain/match-waiver.ts";
import type { Place, Problem } from "../errors.ts";
import type { GateSource } from "./gate-source.ts";

/** A part of a gate with the file that states it. */
export interface Owned<Part> {
  readonly part: Part;
  readonly source: GateSource;
  readonly where: Place;
}

/** A gate's settings, where each was stated, and all the files that it was put together of. */
export interface Leniency {
  readonly settings: Pick<Gate, "confidence" | "looks">;
  readonly places: { readonly confidence: Place | undefined; readonly looks: Place | undefined };
  readonly sources: readonly GateSource[];
  readonly benchmarks: readonly Owned<Benchmark>[];
  readonly waivers: readonly Owned<Waiver>[];
}

const hint = "the verdict will say so";

/** The name alone: a verdict must not depend on where the files lie. */
function nameOf({ path }: GateSource): string {
  return basename(path);
}

function noteConfidence({ settings, places, sources }: Leniency): readonly Problem[] {
  const { confidence } = settings;
  return sources.flatMap((source): Problem[] => {
    const asked = source.spec.confidence ?? 0;
    if (asked <= confidence) return [];
    const message = `the gate asks for ${confidence} confidence, where ${nameOf(source)} asks for ${asked}`;
    return [{ message, where: places.confidence, hint }];
  });
}

function noteLooks({ settings, places, sources }: Leniency): readonly Problem[] {
  if (settings.looks.mode !== "once") return [];
  return sources.flatMap((source): Problem[] => {
    if (source.spec.looks?.mode !== "sequential") return [];
    const message = `the gate looks once, where ${nameOf(source)} looks again and again`;
    return [{ message, where: places.looks, hint }];
  });
}

function noteWaivers({ waivers, benchmarks }: Leniency): readonly Problem[] {
  const parts = benchmarks.map(({ part }) => part);
  return waivers.flatMap(({ part, source, where }): Problem[] => {
    const [matched] = matchWaiver(part, parts);
    const waived = benchmarks[matched?.at ?? -1];
    if (waived === undefined || waived.source.path === source.path) return [];
    const name = waived.part.name ?? waived.part.metric;
    const message = `${nameOf(source)} waives a benchmark of ${nameOf(waived.source)}: ${name}, by ${part.approver}`;
    return [{ message, where, hint }];
  });
}

/**
 * What a gate holds less strictly than a file that it extends: a lower confidence, one look instead of many, a benchmark
 * of that file waived by another. All of it is allowed, and said.
 */
export function noteLeniency(gate: Leniency): readonly Problem[] {
  return [...noteConfidence(gate), ...noteLooks(gate), ...noteWaivers(gate)];
}
