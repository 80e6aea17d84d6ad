import type { EngineSpec, FilesEngineSpec, RecordedEngineSpec } from "../domain/engine-spec.ts";
import type { Engine } from "./engine.ts";
import type { EngineSurroundings } from "./engine-surroundings.ts";

/** Every kind of engine that is called: not the recorded one, whose answers are tables, nor one that is asked in files. */
export type LiveEngineSpec = Exclude<EngineSpec, RecordedEngineSpec | FilesEngineSpec>;

export function isLiveEngine(spec: EngineSpec): spec is LiveEngineSpec {
  return spec.kind !== "recorded" && spec.kind !== "files";
}

/**
 * Opens the engine that `spec` describes; only the adapter of its kind is loaded.
 * Throws HarnessError `engine-unusable` where it cannot be asked at all.
 */
export async function openEngine(spec: LiveEngineSpec, surroundings: EngineSurroundings): Promise<Engine> {
  switch (spec.kind) {
    case "http":
      return (await import("./http-engine.ts")).openHttpEngine(spec, surroundings);
    case "process":
      return (await import("./process-engine.ts")).openProcessEngine(spec, surroundings);
    case "module":
      return (await import("./module-engine.ts")).openModuleEngine(spec, surroundings);
    case "lexical":
      return (await import("./lexical-engine.ts")).openLexicalEngine(spec, surroundings);
  }
}
