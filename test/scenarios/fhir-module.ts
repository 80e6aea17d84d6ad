import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { type EngineRequest, engineRequestSchema, protocolName } from "../../src/domain/engine-protocol.ts";
import { root } from "../cli/run-cli.ts";

export const adapterFolder = join(root, "scenarios/fhir-adapter");

export interface ToFhir {
  readonly parameters: unknown;
  readonly documentIds: ReadonlyMap<string, string>;
}

interface Asked {
  readonly requestId: string;
  readonly documentIds: ReadonlyMap<string, string>;
}

interface AskSettings {
  readonly url: string;
  readonly token: string | null;
  readonly timeoutMs: number;
}

const isFunction = (value: unknown) => typeof value === "function";
const toFhirModule = z.object({ toFhir: z.custom<(request: EngineRequest) => ToFhir>(isFunction) });
const fromFhirModule = z.object({
  fromFhir: z.custom<(resource: unknown, asked: Asked) => unknown>(isFunction),
});
const askModule = z.object({
  askFhir: z.custom<(request: EngineRequest, settings: AskSettings) => Promise<unknown>>(isFunction),
});
const stubModule = z.object({
  answerFhir: z.custom<(parameters: unknown, now: string) => unknown>(isFunction),
});

async function load<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await import(pathToFileURL(join(adapterFolder, file)).href));
}

export const { toFhir } = await load("to-fhir.mjs", toFhirModule);
export const { fromFhir } = await load("from-fhir.mjs", fromFhirModule);
export const { askFhir } = await load("ask.mjs", askModule);
export const { answerFhir } = await load("stub-engine.mjs", stubModule);

/** A request of the protocol for a professional's outpatient visit with one note, changed by `encounter`. */
export function requestWith(encounter: Record<string, unknown> = {}): EngineRequest {
  const note = {
    document_id: "D1",
    kind: "progress_note",
    authored_at: "2026-01-05T09:30:00Z",
    text: "𝛽 HTN, GERD.",
  };
  const visit = {
    encounter_id: "E1",
    claim_type: "professional",
    setting: "outpatient",
    service_start: "2026-01-05",
    age: 67,
    sex: "F",
    documents: [note],
    ...encounter,
  };
  const systems = ["ICD-10-CM", "CPT"];
  const request = { protocol: protocolName, request_id: "r1", encounter: visit, systems };
  return engineRequestSchema.parse(JSON.parse(JSON.stringify(request)));
}
