import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { journalLineSchema } from "../../src/domain/journal-line.ts";
import { makeFolder, root, runCli } from "../cli/run-cli.ts";
import { journalLines, removeFolder } from "../run/making-runs.ts";
import { adapterFolder, answerFhir, askFhir, fromFhir, requestWith, toFhir } from "./fhir-module.ts";

const resourceSchema = z.looseObject({ resourceType: z.string() });
const bundleSchema = z.looseObject({
  entry: z.array(z.looseObject({ fullUrl: z.string().optional(), resource: resourceSchema })),
});
const parametersSchema = z.looseObject({
  parameter: z.array(z.looseObject({ name: z.string(), resource: bundleSchema.optional() })),
});

/** Elements of FHIR R4 whose least cardinality is 1, of every type of resource that goes to and fro here. */
const required: Record<string, readonly string[]> = {
  Patient: [],
  Encounter: ["status", "class"],
  Observation: ["status", "code"],
  DocumentReference: ["status", "content"],
  Claim: ["status", "type", "use", "patient", "created", "provider", "priority", "insurance"],
  Condition: ["subject"],
  Device: [],
  OperationOutcome: ["issue"],
};

function resourcesOf(bundle: unknown) {
  return bundleSchema.parse(bundle).entry.map(({ resource }) => resource);
}

function sentResources(encounter: Record<string, unknown> = {}) {
  const { parameter } = parametersSchema.parse(toFhir(requestWith(encounter)).parameters);
  return resourcesOf(parameter.find(({ name }) => name === "record")?.resource);
}

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  return "no problem";
}

describe("a request of the protocol", () => {
  it("becomes a Patient without name or birth date, an Encounter, an age and a DocumentReference a note", () => {
    const [patient, encounter, age, document] = sentResources();
    expect(patient).toEqual({ resourceType: "Patient", gender: "female" });
    expect(encounter).toMatchObject({
      identifier: [{ value: "E1" }],
      status: "finished",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
      period: { start: "2026-01-05" },
    });
    expect(age).toMatchObject({ valueQuantity: { value: 67, unit: "years", code: "a" } });
    expect(document).toMatchObject({
      identifier: [{ value: "D1" }],
      type: { coding: [{ system: "http://loinc.org", code: "11506-3" }], text: "progress_note" },
      content: [
        {
          attachment: {
            contentType: "text/plain; charset=utf-8",
            data: Buffer.from("𝛽 HTN, GERD.").toString("base64"),
            creation: "2026-01-05T09:30:00Z",
          },
        },
      ],
      context: { encounter: [{ reference: expect.stringMatching(/^urn:uuid:/) }] },
    });
  });

  it("says 90 and older of age 90, and gives documents of earlier encounters no encounter", () => {
    const earlier = { document_id: "D0", kind: "problem_list", text: "HTN" };
    const resources = sentResources({ age: 90, earlier_documents: [earlier] });
    expect(resources[2]).toMatchObject({ valueQuantity: { value: 90, comparator: ">=" } });
    expect(resources[4]).toMatchObject({ identifier: [{ value: "D0" }] });
    expect(resources[4]).not.toHaveProperty("context");
  });

  it("carries every element that R4 requires, and so does the stub's answer", () => {
    const answers = [{}, { documents: [] }].flatMap((encounter) =>
      resourcesOf(answerFhir(toFhir(requestWith(encounter)).parameters, "2026-11-01T00:00:00Z")),
    );
    const resources = [...sentResources({ sex: undefined, age: undefined }), ...sentResources(), ...answers];
    expect(new Set(resources.map(({ resourceType }) => resourceType))).toEqual(
      new Set(Object.keys(required)),
    );
    const missing = resources.flatMap((resource) =>
      (required[resource.resourceType] ?? []).filter((key) => resource[key] === undefined),
    );
    expect(missing).toEqual([]);
  });

  it("is refused by the place of whatever FHIR has no element for here", () => {
    const note = { document_id: "D1", kind: "progress_note", text: "" };
    const problems = [
      { payer: "Blue" },
      { sex: "X" },
      { setting: "hospice" },
      { setting: undefined },
      { documents: [note, { ...note, kind: "coding_summary" }] },
      { documents: [{ ...note, authored_at: "2026-01-05T09:30:00" }] },
    ].map((encounter) => problemOf(() => toFhir(requestWith(encounter))));
    expect(problems).toEqual([
      "encounter.payer: is not mapped",
      'encounter.sex: "X" is not mapped',
      'encounter.setting: "hospice" is not mapped',
      "encounter.setting: undefined is not mapped",
      'encounter.documents[1].kind: "coding_summary" is not mapped',
      'encounter.documents[0].authored_at: "2026-01-05T09:30:00" is no date, and no time with its offset from UTC',
    ]);
    const systems = problemOf(() => toFhir({ ...requestWith(), systems: ["OPS"] }));
    expect(systems).toBe('systems[0]: "OPS" is not mapped');
  });
});

const icd = "http://hl7.org/fhir/sid/icd-10-cm";
const pcs = "http://www.cms.gov/Medicare/Coding/ICD10";
const cpt = "http://www.ama-assn.org/go/cpt";
const drg =
  "https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software";
const diagnosisType = "http://terminology.hl7.org/CodeSystem/ex-diagnosistype";
const asked = { requestId: "r1", documentIds: new Map([["urn:uuid:d1", "D1"]]) };

function concept(system: string, code: string) {
  return { coding: [{ system, code }] };
}

function claimWith(lines: Record<string, unknown>, ...others: readonly unknown[]) {
  const claim = { resourceType: "Claim", status: "draft", ...lines };
  return { resourceType: "Bundle", type: "collection", entry: [{ resource: claim }, ...others] };
}

describe("an answer in FHIR", () => {
  it("gives diagnoses, procedures, lines, a DRG and evidence their places in the protocol", () => {
    const evidence = {
      url: "https://fhir.example/StructureDefinition/coding-evidence",
      extension: [
        { url: "document", valueReference: { reference: "urn:uuid:d1" } },
        { url: "start", valueUnsignedInt: 2 },
        { url: "end", valueUnsignedInt: 5 },
      ],
    };
    const confidence = {
      url: "https://fhir.example/StructureDefinition/coding-confidence",
      valueDecimal: 0.8,
    };
    const packageCode = { coding: [{ system: drg, code: "291", version: "43" }] };
    const procedure = {
      resourceType: "Procedure",
      id: "p1",
      status: "completed",
      subject: {},
      code: concept(pcs, "0FT44ZZ"),
      performedDateTime: "2026-01-06T11:00:00Z",
    };
    const bundle = claimWith(
      {
        diagnosis: [
          {
            sequence: 1,
            diagnosisCodeableConcept: {
              coding: [
                { system: icd, code: "I50.23" },
                { system: "http://snomed.info/sct", code: "443253003" },
              ],
            },
            type: [concept(diagnosisType, "principal")],
            onAdmission: concept("http://terminology.hl7.org/CodeSystem/ex-diagnosis-on-admission", "y"),
            packageCode,
            extension: [confidence, evidence],
          },
          {
            sequence: 2,
            diagnosisCodeableConcept: concept(icd, "R06.02"),
            type: [concept(diagnosisType, "admitting")],
            packageCode,
          },
        ],
        procedure: [{ sequence: 1, procedureReference: { reference: "Procedure/p1" } }],
        item: [
          {
            sequence: 1,
            productOrService: concept(cpt, "99213"),
            modifier: [concept(cpt, "25")],
            quantity: { value: 2 },
            servicedDate: "2026-01-05",
          },
        ],
        extension: [confidence],
      },
      { resource: procedure },
    );
    expect(fromFhir(bundle, asked)).toEqual({
      request_id: "r1",
      status: "coded",
      confidence: 0.8,
      codes: [
        {
          system: "ICD-10-CM",
          code: "I50.23",
          use: "diagnosis",
          sequence: 1,
          poa: "Y",
          confidence: 0.8,
          evidence: [{ document_id: "D1", start: 2, end: 5 }],
        },
        { system: "MS-DRG", code: "291", version: "43" },
        { system: "ICD-10-CM", code: "R06.02", use: "admitting", evidence: [] },
        {
          system: "ICD-10-PCS",
          code: "0FT44ZZ",
          use: "procedure",
          sequence: 1,
          service_date: "2026-01-06",
          evidence: [],
        },
        {
          system: "CPT",
          code: "99213",
          use: "procedure",
          modifiers: ["25"],
          units: 2,
          service_date: "2026-01-05",
          evidence: [],
        },
      ],
    });
  });

  it("is an abstention where an OperationOutcome gives a reason to hold the encounter", () => {
    const details = concept("https://fhir.example/CodeSystem/hold-reason", "query_needed");
    const issue = [{ severity: "information", code: "business-rule", details }];
    const outcome = { resourceType: "OperationOutcome", issue };
    expect(fromFhir(outcome, asked)).toMatchObject({
      status: "abstained",
      reason: "query_needed",
      codes: [],
    });
    const diagnosis = [{ sequence: 1, diagnosisCodeableConcept: concept(icd, "I10") }];
    expect(fromFhir(claimWith({ diagnosis }, { resource: outcome }), asked)).toMatchObject({
      status: "abstained",
      codes: [{ code: "I10" }],
    });
  });

  it("is refused by the place of whatever the protocol has no word for", () => {
    const line = { sequence: 1, diagnosisCodeableConcept: concept(icd, "I10") };
    const at = "Bundle.entry[0].resource";
    const problems = [
      claimWith({ diagnosis: [{ ...line, diagnosisCodeableConcept: concept("urn:x", "1") }] }),
      claimWith({ diagnosis: [{ ...line, type: [concept("urn:x", "odd")] }] }),
      claimWith({ diagnosis: [{ ...line, extension: [{ url: "urn:why", valueString: "because" }] }] }),
      claimWith({ item: [{ sequence: 1, productOrService: concept(cpt, "99213"), net: { value: 120 } }] }),
      claimWith({}, { resource: { resourceType: "ChargeItem" } }),
      claimWith({}, { resource: { resourceType: "Condition", subject: {}, code: concept(icd, "I10") } }),
      claimWith({ diagnosis: [{ sequence: 1, diagnosisReference: { reference: "Condition/9" } }] }),
      { resourceType: "Bundle", type: "collection", entry: [] },
      { resourceType: "OperationOutcome", issue: [{ severity: "error", diagnostics: "no model" }] },
      { resourceType: "Basic" },
    ].map((resource) => problemOf(() => fromFhir(resource, asked)));
    expect(problems).toEqual([
      `${at}.diagnosis[0].diagnosisCodeableConcept.coding[0].system: "urn:x" is not mapped`,
      `${at}.diagnosis[0].type[0].coding[0]: "urn:x|odd" is not mapped`,
      `${at}.diagnosis[0].extension[0].url: "urn:why" is not mapped`,
      `${at}.item[0].net: is not mapped`,
      "Bundle.entry[1].resource: a ChargeItem is not mapped",
      "Bundle.entry[1]: no line of the Claim refers to it",
      `${at}.diagnosis[0].diagnosisReference: "Condition/9" is not mapped`,
      "Bundle: holds neither a Claim nor an OperationOutcome",
      "OperationOutcome.issue[0]: no model",
      'answer: "Basic" is not mapped',
    ]);
  });
});

/** Serves whatever `answer` says on the loopback, and gives the address. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_incoming, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/fhir/$assign-codes`;
}

async function askAt(url: string) {
  return askFhir(requestWith(), { url, token: "secret", timeoutMs: 2000 });
}

describe("an engine in trouble", () => {
  const failed = { request_id: "r1", status: "failed" };

  it("is asked again where it says so or is away, and not where it refuses", async () => {
    const throttled = await serve((response) =>
      response.writeHead(429, { "retry-after": "7" }).end("slow down"),
    );
    expect(await askAt(throttled)).toEqual({
      ...failed,
      error: "HTTP 429: slow down",
      retry: "throttled",
      retry_after_ms: 7000,
    });
    const issue = [{ severity: "error", code: "invalid", diagnostics: "Encounter.class is missing" }];
    const refusing = await serve((response) =>
      response.writeHead(422).end(JSON.stringify({ resourceType: "OperationOutcome", issue })),
    );
    expect(await askAt(refusing)).toEqual({ ...failed, error: "HTTP 422: Encounter.class is missing" });
    const resetting = await serve((response) => response.destroy());
    expect(await askAt(resetting)).toMatchObject({ ...failed, retry: "unavailable" });
    const garbled = await serve((response) => response.end("<html>"));
    expect(await askAt(garbled)).toMatchObject({ error: expect.stringMatching(/^the answer is no JSON: /) });
  });

  it("never takes a note to another address", async () => {
    const elsewhere = await serve((response) =>
      response.writeHead(307, { location: "http://127.0.0.1:9" }).end(),
    );
    expect(await askAt(elsewhere)).toMatchObject({ ...failed, error: expect.stringMatching(/^HTTP 307/) });
  });
});

const answeredSchema = z.object(
  journalLineSchema.pick({ encounter_id: true, status: true, reason: true, confidence: true, codes: true })
    .shape,
);

function scenarioWith(engine: string): string {
  return `schema: shadowbench.scenario/1
name: fhir-adapter
dataset: ${join(root, "datasets/community-hospital")}
include: {specialty: [general surgery, gastroenterology]}
systems: [ICD-10-CM, ICD-10-PCS, CPT]
engine: {name: made-up-rules, version: "1", ${engine}}
`;
}

function readAnswers(folder: string) {
  const lines = journalLines(folder).map((line) => answeredSchema.parse(JSON.parse(line)));
  const byKey = (a: { system: string; code: string }, b: typeof a) =>
    `${a.system} ${a.code}` < `${b.system} ${b.code}` ? -1 : 1;
  const sorted = lines.map((line) => ({ ...line, codes: line.codes.toSorted(byKey) }));
  return sorted.sort((a, b) => (a.encounter_id < b.encounter_id ? -1 : 1));
}

describe("the scenario", () => {
  it("journals the answers that the same rules give without FHIR", async () => {
    const stub = join(adapterFolder, "stub-server.mjs");
    const command = [process.execPath, stub, process.execPath, join(adapterFolder, "adapter.mjs")];
    const folder = makeFolder({
      "fhir.yaml": scenarioWith(`kind: process, command: ${JSON.stringify(command)}`),
      "module.yaml": scenarioWith(`kind: module, path: ${join(adapterFolder, "rules.mjs")}`),
    });
    onTestFinished(() => removeFolder(folder));
    for (const name of ["fhir", "module"]) {
      const ran = await runCli(["replay", `${name}.yaml`, "--out", name], { cwd: folder });
      expect([ran.status, ran.status === 0 ? "" : ran.stderr]).toEqual([0, ""]);
    }
    const answers = readAnswers(join(folder, "fhir"));
    expect(answers).toEqual(readAnswers(join(folder, "module")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["coded", "abstained"]));
    const systems = new Set(answers.flatMap(({ codes }) => codes.map(({ system }) => system)));
    expect(systems).toEqual(new Set(["ICD-10-CM", "ICD-10-PCS", "CPT"]));
  }, 60_000);

  it("of the example folder is valid", async () => {
    expect((await runCli(["validate", join(adapterFolder, "fhir.yaml")])).status).toBe(0);
  });
});
