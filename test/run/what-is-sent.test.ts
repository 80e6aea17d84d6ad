import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type SentEncounter, sentEncounterSchema } from "../../src/domain/engine-protocol.ts";
import { replayRun, runScenario } from "../../src/run/stages.ts";
import { formatLines, makeRunFolder, openContext, readText, runFiles } from "./making-runs.ts";

const kinds = [
  "progress_note",
  "ed_note",
  "lab_result",
  "psychotherapy_note",
  "social_history",
  "coding_summary",
  "charge_sheet",
];

/** Writes each encounter it is given, and the plan as it lies in the spool meanwhile. */
const recordingEngine = `import { appendFileSync, copyFileSync } from "node:fs";
export default {
  name: "spread",
  version: "1",
  code(encounter) {
    appendFileSync(new URL("seen.ndjson", import.meta.url), JSON.stringify(encounter) + "\\n");
    copyFileSync(new URL("out/spool/plan.ndjson", import.meta.url), new URL("plan.ndjson", import.meta.url));
    return { status: "abstained" };
  },
};
`;

function filesWith(scenario: string): Record<string, string> {
  const document = (kind: string) =>
    JSON.stringify({
      encounter_id: "E1",
      document_id: kind,
      kind,
      author_role: "physician",
      signed_at: "2025-03-02T10:00:00Z",
      text: `text of ${kind}`,
    });
  return {
    ...runFiles({ encounters: 1, scenario, engine: recordingEngine }),
    "data/encounters.csv": formatLines(
      "encounter_id,patient_id,visit_id,claim_type,setting,service_start,service_end,age,sex,facility,payer,race,language,provider_id,tier",
      "E1,SECRET-P,SECRET-V,facility,inpatient,2025-03-01,2025-03-02,67,F,SECRET-F,SECRET-PAYER,SECRET-R,SECRET-L,SECRET-D,gold",
      "E2,SECRET-P2,SECRET-V,facility,outpatient,2025-03-01,2025-03-02,68,M,SECRET-F,SECRET-PAYER,SECRET-R,SECRET-L,SECRET-D,silver",
    ),
    "data/codes.csv": formatLines(
      "encounter_id,system,code,sequence",
      "E1,ICD-10-CM,I10,1",
      "E2,ICD-10-CM,I10,1",
    ),
    "data/documents.ndjson": formatLines(...kinds.map(document)),
  };
}

async function replayWith(scenario: string) {
  const folder = makeRunFolder(filesWith(scenario));
  await runScenario(join(folder, "scenario.yaml"), { out: join(folder, "out") }, openContext());
  const seen = readText(folder, "seen.ndjson").trim().split("\n");
  const encounters = z.array(sentEncounterSchema).parse(seen.map((line): unknown => JSON.parse(line)));
  return { folder, encounters, plan: readText(folder, "plan.ndjson") };
}

function kindsOf(encounters: readonly SentEncounter[]): string[] {
  return encounters.flatMap(({ documents }) => documents.map(({ kind }) => kind));
}

describe("what an engine is sent by default", () => {
  it("is the encounter's few default columns and the documents that are not withheld", async () => {
    const { encounters } = await replayWith("");
    const document = (kind: string) => ({ document_id: kind, kind, text: `text of ${kind}` });
    expect(encounters.toSorted((a, b) => a.encounter_id.localeCompare(b.encounter_id))).toEqual([
      {
        encounter_id: "E1",
        claim_type: "facility",
        setting: "inpatient",
        service_start: "2025-03-01",
        service_end: "2025-03-02",
        age: 67,
        sex: "F",
        documents: [document("progress_note"), document("ed_note"), document("lab_result")],
      },
      {
        encounter_id: "E2",
        claim_type: "facility",
        setting: "outpatient",
        service_start: "2025-03-01",
        service_end: "2025-03-02",
        age: 68,
        sex: "M",
        documents: [],
      },
    ]);
  });

  it("and the plan in the spool holds no text, no withheld document and no withheld column", async () => {
    const { folder, plan } = await replayWith("");
    expect(plan).toContain("E1");
    for (const withheld of ["SECRET", "text of", "gold", ...kinds.slice(3)])
      expect(plan).not.toContain(withheld);
    expect(existsSync(join(folder, "out/spool"))).toBe(false);
  });
});

describe("what an engine is sent where the scenario names it", () => {
  it("is exactly the kinds of document listed, a withheld one among them", async () => {
    const { encounters } = await replayWith("send: {documents: {kinds: [ed_note, social_history]}}");
    expect(kindsOf(encounters)).toEqual(["ed_note", "social_history"]);
  });

  it("is no document for an empty list", async () => {
    const { encounters } = await replayWith("send: {documents: {kinds: []}}");
    expect(kindsOf(encounters)).toEqual([]);
  });

  it("is the columns listed beside the default ones", async () => {
    const { encounters } = await replayWith("send: {columns: [tier]}");
    expect(encounters.map(({ tier }) => tier).toSorted()).toEqual(["gold", "silver"]);
    expect(JSON.stringify(encounters)).not.toContain("SECRET");
  });

  it("is the encounters in scope alone", async () => {
    const { encounters } = await replayWith("include: {setting: outpatient}");
    expect(encounters.map(({ encounter_id }) => encounter_id)).toEqual(["E2"]);
  });
});

describe("texts of a compressed dataset", () => {
  it("lie in the spool no longer than the run, whether it succeeds or fails", async () => {
    const { gzipSync } = await import("node:zlib");
    const files = filesWith("replay: {retries: 0}");
    const folder = makeRunFolder({
      ...files,
      "data/dataset.yaml":
        files["data/dataset.yaml"]?.replace("documents.ndjson", "documents.ndjson.gz") ?? "",
      "data/documents.ndjson.gz": gzipSync(files["data/documents.ndjson"] ?? ""),
      "engine.mjs": "export default {};",
    });
    const scenarioFile = join(folder, "scenario.yaml");
    await expect(replayRun(scenarioFile, { out: join(folder, "out") }, openContext())).rejects.toMatchObject({
      code: "engine-unusable",
    });
    expect(existsSync(join(folder, "out/spool"))).toBe(false);
  });
});
