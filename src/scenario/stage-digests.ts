import { createHash } from "node:crypto";
import type { StageDigests } from "../domain/run-manifest.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { ScenarioSpec } from "./schema.ts";

function digest(parts: unknown): string {
  return createHash("sha256").update(canonicalJson(parts)).digest("hex");
}

/** An engine without how it is reached: a change of that changes no answer. */
function whoAnswers(engine: ScenarioSpec["engine"]): unknown {
  if (engine.kind !== "http") return engine;
  const { poll: _poll, tls: _tls, gzip: _gzip, preflight: _preflight, ...who } = engine;
  return who;
}

/**
 * SHA-256 of the parts of a scenario that each stage depends on. A change of pace (`replay`) or of the gate
 * changes neither, so that a run can be resumed more slowly, or judged anew, without being asked again.
 */
export function stageDigests(scenario: Omit<ScenarioSpec, "gate">): StageDigests {
  const { dataset, include, exclude, systems, engine, send, seed, reference, slices } = scenario;
  const { automation, review, replay, cost } = scenario;
  const { repeats } = replay;
  return {
    replay: digest({
      dataset,
      include,
      exclude,
      systems,
      engine: whoAnswers(engine),
      send,
      seed,
      ...(repeats === 1 ? {} : { repeats }),
    }),
    analysis: digest({
      reference,
      slices,
      systems,
      ...(automation === undefined ? {} : { automation }),
      ...(review.nonresponse === "refuse" ? {} : { review }),
      ...(cost === undefined ? {} : { cost }),
    }),
  };
}
