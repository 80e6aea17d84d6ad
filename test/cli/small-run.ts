const manifest = `schema: shadowbench.dataset/1
name: small
version: "1"
provenance: synthetic
tables:
  encounters: encounters.csv
  codes: codes.csv
  documents: documents.ndjson
`;

/** A module engine that gives every encounter I10 after `delayMs`, or fails or answers as another version. */
export function moduleEngine({ delayMs = 0, version = "1", fails = false } = {}): string {
  const answer = `{ status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", sequence: 1 }] }`;
  return `import { setTimeout } from "node:timers/promises";
export default {
  name: "plain",
  version: "${version}",
  async code() {
    await setTimeout(${delayMs});
    ${fails ? 'throw new Error("out of order");' : `return ${answer};`}
  },
};
`;
}

export interface SmallRun {
  readonly encounters: number;
  readonly engine?: string;
  readonly gate?: string;
  readonly replay?: string;
  readonly extra?: string;
}

/** The files of a scenario with a dataset of `encounters` patients, each coded I10, and a module engine. */
export function smallRun({ encounters, engine, gate = "", replay = "", extra = "" }: SmallRun) {
  const ids = Array.from({ length: encounters }, (_, at) => `E${String(at + 1).padStart(4, "0")}`);
  const document = (id: string) =>
    JSON.stringify({ encounter_id: id, document_id: `${id}-1`, kind: "progress_note", text: "HTN." });
  return {
    "scenario.yaml": `schema: shadowbench.scenario/1
name: small
dataset: data
engine: {kind: module, name: plain, version: "1", path: ./engine.mjs}
${replay}
${extra}
${gate}
`,
    "engine.mjs": engine ?? moduleEngine(),
    "data/dataset.yaml": manifest,
    "data/encounters.csv": `encounter_id,patient_id,setting\n${ids.map((id) => `${id},P${id},outpatient\n`).join("")}`,
    "data/codes.csv": `encounter_id,system,code,sequence\n${ids.map((id) => `${id},ICD-10-CM,I10,1\n`).join("")}`,
    "data/documents.ndjson": ids.map((id) => `${document(id)}\n`).join(""),
  };
}

export const recallGate = `gate:
  benchmarks:
    - {metric: codes.recall, system: ICD-10-CM, at_least: 0.95}`;
