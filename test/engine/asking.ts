import { type EngineRequest, protocolName } from "../../src/domain/engine-protocol.ts";
import { systemClock } from "../../src/effects.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { EngineSurroundings } from "../../src/engine/engine-surroundings.ts";

export const never = new AbortController().signal;

const columns: Record<string, string | number> = { setting: "inpatient" };

export function requestOf(id: string, text = "Acute systolic heart failure."): EngineRequest {
  return {
    protocol: protocolName,
    request_id: `r-${id}`,
    encounter: Object.assign(
      { encounter_id: id, documents: [{ document_id: `d-${id}`, kind: "progress_note", text }] },
      columns,
    ),
    systems: ["ICD-10-CM"],
  };
}

export function ask(engine: Engine, id: string) {
  return engine.ask(requestOf(id), never);
}

/** The test's folder as the scenario's, and a log that can be read. */
export function surroundingsIn(
  folder: string,
  environment: Record<string, string> = {},
): EngineSurroundings & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    folder,
    environment: (name) => environment[name],
    log: (line) => lines.push(line),
    clock: systemClock,
    lines,
  };
}
