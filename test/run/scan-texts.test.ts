import { Buffer } from "node:buffer";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JournalCode } from "../../src/domain/journal-line.ts";
import { scanTexts } from "../../src/run/answers/scan-texts.ts";
import { summariseEvidence } from "../../src/run/answers/summarise-evidence.ts";
import { sendPolicy } from "../../src/sandbox/send-policy.ts";
import type { Store } from "../../src/store/store.ts";
import { answer, assign, diagnoses, type Row } from "../analysis/made-tables.ts";
import { measuring } from "../analysis/measuring.ts";
import { makeRunFolder } from "./making-runs.ts";

const policy = sendPolicy({ columns: [], documents: {} });

interface Document {
  readonly encounter_id: string;
  readonly document_id: string;
  readonly kind: string;
  readonly text: string;
}

interface Made {
  readonly documents: readonly Document[];
  readonly codes: readonly Row[];
  readonly engine?: readonly Row[];
  readonly evidence?: readonly (readonly [
    encounter: string,
    code: string,
    places: JournalCode["evidence"],
  ])[];
  readonly systems?: readonly string[];
}

function note(encounter_id: string, text: string, more: Partial<Document> = {}): Document {
  return { encounter_id, document_id: `${encounter_id}-note`, kind: "progress_note", text, ...more };
}

/** The documents as a file, and rows that say where each line lies in it. */
function writeDocuments(documents: readonly Document[]): { readonly file: string; readonly rows: Row[] } {
  const lines = documents.map((document) => `${JSON.stringify(document)}\n`);
  const folder = makeRunFolder({ "documents.ndjson": lines.join("") });
  const rows = documents.map(({ text: _, ...document }, index) => ({
    ...document,
    byte_offset: Buffer.byteLength(lines.slice(0, index).join("")),
    byte_length: Buffer.byteLength(lines[index] ?? ""),
  }));
  return { file: join(folder, "documents.ndjson"), rows };
}

async function storeEvidence(store: Store, evidence: Made["evidence"] = []): Promise<void> {
  await store.execute(
    `CREATE TABLE source_evidence
       (encounter_id VARCHAR, system VARCHAR, code VARCHAR, document_key VARCHAR, last_end BIGINT)`,
  );
  const rows = evidence.flatMap(([encounter, code, places]) =>
    summariseEvidence(places).map(({ key, end }) => [encounter, diagnoses, code, key, end]),
  );
  const columns = ["encounter_id", "system", "code", "document_key", "last_end"];
  await store.append("source_evidence", columns, rows);
}

async function scan(made: Made) {
  const ids = [...new Set(made.documents.map(({ encounter_id }) => encounter_id))];
  const { file, rows } = writeDocuments(made.documents);
  const tables = {
    encounters: ids.map((encounter_id) => ({ encounter_id })),
    documents: rows,
    codes: made.codes,
    engine_codes: made.engine ?? [],
    engine_responses: ids.map((id) => answer(id, "coded")),
  };
  const live = { isRecorded: false, systems: made.systems ?? [diagnoses] };
  const measured = await measuring(tables, live, async (store) => {
    await storeEvidence(store, made.evidence);
    await scanTexts(store, file, policy);
  });
  const share = (metric: string, system = diagnoses) => {
    const { numerator, denominator } = measured.figure(metric, system) ?? {};
    return [numerator, denominator];
  };
  return { ...measured, share };
}

const lengthRow = z.strictObject({ code_points: z.number() });

describe("a text that was sent", () => {
  it("is measured in code points, in the order of encounters; a withheld one is not read", async () => {
    const { store } = await scan({
      documents: [
        note("e2", "zwölf"),
        note("e1", "ok 😀"),
        note("e1", "a social history", { document_id: "s", kind: "social_history" }),
      ],
      codes: assign("e1", "I10"),
    });
    expect(await store.query("SELECT code_points FROM document_lengths ORDER BY text_ix", lengthRow)).toEqual(
      [{ code_points: 4 }, { code_points: 5 }],
    );
  });

  it("is found in a file of many pages", async () => {
    const ids = Array.from({ length: 4100 }, (_, index) => `e${String(index).padStart(4, "0")}`);
    const { share } = await scan({
      documents: ids.map((id, index) => note(id, index === 4099 ? "I10" : "none")),
      codes: ids.flatMap((id) => assign(id, "I10")),
    });
    expect(share("data.leakage")).toEqual([1, 4100]);
  });
});

describe("evidence", () => {
  const place = (document_id: string, start: number, end: number) => ({ document_id, start, end });
  const documents = [
    note("e1", "ok 😀"),
    note("e1", "a longer text of social history", { document_id: "s", kind: "social_history" }),
    note("e2", "a longer text of the second encounter"),
  ];
  const validOf = async (places: JournalCode["evidence"]) => {
    const { share } = await scan({
      documents,
      codes: assign("e1", "I10"),
      engine: assign("e1", "I10"),
      evidence: [["e1", "I10", places]],
    });
    expect(share("evidence.present")).toEqual([1, 1]);
    return share("evidence.valid")[0];
  };

  it("holds up to the last code point of a document, and no further", async () => {
    expect(await validOf([place("e1-note", 0, 4)])).toBe(1);
    expect(await validOf([place("e1-note", 0, 5)])).toBe(0);
    expect(await validOf([place("e1-note", 0, 2), place("e1-note", 3, 5)])).toBe(0);
    expect(await validOf([place("e1-note", 2, 2)])).toBe(0);
  });

  it("holds in no document that was withheld, is another encounter's, or that nobody knows", async () => {
    for (const id of ["s", "e2-note", "elsewhere"]) expect(await validOf([place(id, 0, 1)])).toBe(0);
    expect(await validOf([place("e1-note", 0, 1), place("elsewhere", 0, 1)])).toBe(0);
  });

  it("is counted per code of a coded answer, a repeated code once, systems nobody asked for aside", async () => {
    const { share, figure } = await scan({
      documents,
      codes: assign("e1", "I10"),
      engine: [...assign("e1", "I10 i10 E11.9 J18.9"), ...assign("e1", "99213", { system: "CPT" })],
      evidence: [
        ["e1", "I10", [place("e1-note", 0, 1)]],
        ["e1", "i10", [place("e1-note", 0, 9)]],
        ["e1", "E11.9", [place("e1-note", 0, 2)]],
      ],
    });
    expect(share("evidence.present")).toEqual([2, 3]);
    expect(share("evidence.valid")).toEqual([1, 2]);
    expect(share("evidence.present", "all")).toEqual([2, 3]);
    expect(figure("evidence.present", "CPT")).toBeUndefined();
  });

  it("that an engine never gives is a share of 0, and its validity is nothing", async () => {
    const { figure } = await scan({ documents, codes: assign("e1", "I10"), engine: assign("e1", "I10") });
    expect(figure("evidence.present", diagnoses)?.value).toBe(0);
    expect(figure("evidence.valid", diagnoses)).toMatchObject({
      value: null,
      note: "no code carries evidence here",
    });
  });
});

describe("leakage", () => {
  const documents = [
    note("e1", "Assessment: e119, stable."),
    note("e2", "Assessment: E11.9 and I10."),
    note("e3", "nothing here"),
    note("e3", "E11.9", { document_id: "e3-coding", kind: "coding_summary" }),
  ];
  const codes = [
    ...assign("e1", "E11.9 I10"),
    ...assign("e2", "E11.9"),
    ...assign("e3", "E11.9 I10"),
    ...assign("e1", "291", { system: "MS-DRG" }),
    ...assign("e3", "99213", { system: "CPT" }),
  ];
  const engine = [...assign("e1", "E11.9"), ...assign("e2", "E11.9"), ...assign("e3", "E11.9 J18.9")];
  const systems = ["CPT", "ICD-10-CM", "MS-DRG"];

  it("is of the reference's codes that stand in the sent text; those of others do not count", async () => {
    const { share, figure } = await scan({ documents, codes, engine, systems });
    expect(share("data.leakage")).toEqual([2, 5]);
    expect(share("data.leakage", "CPT")).toEqual([0, 1]);
    expect(share("data.leakage", "all")).toEqual([2, 6]);
    expect(figure("data.leakage", "MS-DRG")?.value).toBeNull();
  });

  it("takes encounters with any leaked code out of the repeated figures", async () => {
    const { share } = await scan({ documents, codes, engine, systems });
    expect(share("codes.precision.unleaked")).toEqual([1, 2]);
    expect(share("codes.recall.unleaked")).toEqual([1, 2]);
    expect(share("codes.recall.unleaked", "all")).toEqual([1, 3]);
    expect(share("codes.f1.unleaked")).toEqual([2, 4]);
    expect(share("encounters.exact_match.unleaked")).toEqual([0, 1]);
  });

  it("matches an encounter exactly when every system does", async () => {
    const plain = ["e1", "e2"].map((id) => note(id, "plain"));
    const both = ["e1", "e2"].flatMap((id) => [
      ...assign(id, "I10"),
      ...assign(id, "99213", { system: "CPT" }),
    ]);
    const { share } = await scan({
      documents: plain,
      codes: both,
      engine: [...both.slice(0, 3), ...assign("e2", "99214", { system: "CPT" })],
      systems: ["CPT", "ICD-10-CM"],
    });
    expect(share("encounters.exact_match.unleaked", "all")).toEqual([1, 2]);
    expect(share("encounters.exact_match.unleaked")).toEqual([2, 2]);
  });

  it("is unknown where nothing was sent", async () => {
    const { figure } = await scan({
      documents: [note("e1", "E11.9", { kind: "coding_summary" })],
      codes: assign("e1", "E11.9"),
    });
    expect(figure("data.leakage", diagnoses)).toMatchObject({ value: null, note: "no text was sent" });
    expect(figure("codes.f1.unleaked", diagnoses)).toMatchObject({ value: null, note: "no text was sent" });
  });
});
