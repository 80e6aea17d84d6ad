import { expect, test } from "vitest";
import { sentEncounterSchema } from "../../src/domain/engine-protocol.ts";
import { type SendSpec, sendSpecSchema } from "../../src/domain/send-spec.ts";
import { sendPolicy } from "../../src/sandbox/send-policy.ts";
import { viewEncounter } from "../../src/sandbox/view-encounter.ts";

const row = {
  encounter_id: "e1",
  visit_id: "v1",
  patient_id: "p1",
  claim_type: "facility",
  setting: "inpatient",
  service_start: "2025-03-01",
  service_end: null,
  age: 67,
  sex: "F",
  race: "unknown",
  discharge_disposition: "20",
  payer: "Medicare",
  place_of_service: "21",
  billed_total: 8200.5,
};

function documentOf(kind: string) {
  return { document_id: `d-${kind}`, kind, authored_at: null, author_role: "physician", text: "Stable." };
}

function policyOf(send: Partial<SendSpec> = {}) {
  return sendPolicy(sendSpecSchema.parse(send));
}

function kindsSent(kinds: readonly string[], send: Partial<SendSpec> = {}): string[] {
  return viewEncounter(row, kinds.map(documentOf), policyOf(send)).documents.map(({ kind }) => kind);
}

test("by default an engine sees the default columns and nothing else of the row", () => {
  expect(viewEncounter(row, [], policyOf())).toEqual({
    encounter_id: "e1",
    claim_type: "facility",
    setting: "inpatient",
    service_start: "2025-03-01",
    age: 67,
    sex: "F",
    documents: [],
  });
});

test("send.columns adds the columns it names, also one that identifies, because it was named", () => {
  const view = viewEncounter(row, [], policyOf({ columns: ["place_of_service", "patient_id"] }));
  expect(view.place_of_service).toBe("21");
  expect(view.patient_id).toBe("p1");
  expect(view).not.toHaveProperty("payer");
});

test("an empty cell and a column that the table lacks are left out", () => {
  const view = viewEncounter(row, [], policyOf({ columns: ["service_end", "no_such_column"] }));
  expect(view).not.toHaveProperty("service_end");
  expect(view).not.toHaveProperty("no_such_column");
});

test("of a document only id, kind, time of writing and text leave", () => {
  const written = { ...documentOf("progress_note"), authored_at: "2025-03-01T10:00:00Z" };
  const { documents } = viewEncounter(row, [written, documentOf("ed_note")], policyOf());
  expect(documents).toEqual([
    {
      document_id: "d-progress_note",
      kind: "progress_note",
      authored_at: "2025-03-01T10:00:00Z",
      text: "Stable.",
    },
    { document_id: "d-ed_note", kind: "ed_note", text: "Stable." },
  ]);
});

test("psychotherapy notes, social history, coding summaries and charge sheets are withheld by default", () => {
  const withheld = ["psychotherapy_note", "social_history", "coding_summary", "charge_sheet"];
  expect(kindsSent([...withheld, "progress_note", "query"])).toEqual(["progress_note", "query"]);
});

test("another spelling of a withheld kind is withheld too", () => {
  const spellings = [
    "Psychotherapy Note",
    "psychotherapy-notes",
    "SOCIAL_HISTORY",
    "coding summaries",
    "ChargeSheet",
  ];
  expect(kindsSent(spellings)).toEqual([]);
});

test.each([
  "psychotherapy",
  "psychotherapy_note_private",
  "psychotherapy-session",
  "PsychotherapyProgressNote",
  "PSYCHOTHERAPYNote",
  "psycho\u200btherapy note",
  "group_psychotherapy",
  "social history (shx)",
  "SHx",
  "socialHistory",
  "coding_summary_v2",
  "CodeSummary",
  "codes_summary",
  "coding_worksheet",
  "final coding",
  "charge_capture",
  "chargesheet2",
  "billing_record",
])("%j is a withheld kind by another name, sent only where it is named", (kind) => {
  expect(kindsSent([kind])).toEqual([]);
  expect(kindsSent([kind], { documents: { kinds: [kind] } })).toEqual([kind]);
});

test.each([
  "clinical_case_report",
  "mental_health_progress_note",
  "discharge_summary",
  "DischargeSheet",
  "psychiatric_consultation",
  "code_blue_record",
  "encoding_of_memory_test",
])("%j, which the contract does not list, is sent by default", (kind) => {
  expect(kindsSent([kind])).toEqual([kind]);
});

test("named kinds are an allow-list: exactly these, withheld by default or not", () => {
  const send = { documents: { kinds: ["ed_note", "social_history"] } };
  expect(kindsSent(["ed_note", "progress_note", "social_history"], send)).toEqual([
    "ed_note",
    "social_history",
  ]);
  expect(kindsSent(["ed_note"], { documents: { kinds: [] } })).toEqual([]);
});

test("what leaves is an encounter of the engine protocol", () => {
  const view = viewEncounter(row, [documentOf("ed_note")], policyOf({ columns: ["billed_total"] }));
  expect(sentEncounterSchema.parse(view)).toEqual(view);
});

test.each(["documents", "earlier_documents"])("a column called %s cannot be sent", (column) => {
  expect(() => policyOf({ columns: [column] })).toThrow(`send.columns cannot name a column called ${column}`);
});

test("documents of earlier encounters go along where send.earlier names their kind, else the field is not there", () => {
  const policy = policyOf({ documents: { kinds: ["ed_note"] }, earlier: { kinds: ["problem_list"] } });
  const earlier = [documentOf("problem_list"), documentOf("ed_note"), documentOf("social_history")];
  const view = viewEncounter(row, [documentOf("ed_note"), documentOf("problem_list")], policy, earlier);
  expect(view.documents.map(({ kind }) => kind)).toEqual(["ed_note"]);
  expect(view.earlier_documents?.map(({ kind }) => kind)).toEqual(["problem_list"]);
  expect(sentEncounterSchema.parse(view)).toEqual(view);
  expect(viewEncounter(row, [], policy)).toHaveProperty("earlier_documents", []);
  expect(viewEncounter(row, [], policyOf(), earlier)).not.toHaveProperty("earlier_documents");
});

test.each(["social_history", "Psychotherapy Note", "charge-sheet"])(
  "%s never goes along with a later encounter, also where it is named",
  (kind) => {
    expect(() => policyOf({ earlier: { kinds: ["problem_list", kind] } })).toThrow(
      `send.earlier cannot name ${kind}: it is withheld`,
    );
  },
);
