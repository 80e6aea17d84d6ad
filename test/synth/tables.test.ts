import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readCarriedCatalogue } from "../../src/codeset/catalogue.ts";
import {
  abstentionReasons,
  assistances,
  claimTypes,
  codeSources,
  codeUses,
  documentKindsWithheld,
  poaValues,
  responseStatuses,
} from "../../src/domain/vocabulary.ts";
import { communityHospital, groupBy, type Row, readDocuments, readRows } from "./read-dataset.ts";

const encounters = readRows(communityHospital, "encounters.csv");
const codes = readRows(communityHospital, "codes.csv");
const codings = readRows(communityHospital, "codings.csv");
const documents = readDocuments(communityHospital);
const engines = ["vendor-a", "vendor-b"].map((name) => ({
  name,
  codes: readRows(communityHospital, `${name}/codes.csv`),
  responses: readRows(communityHospital, `${name}/responses.csv`),
}));
const ids = new Set(encounters.map((row) => row.encounter_id));
const carried = new Set(readCarriedCatalogue().map(({ system, code }) => `${system} ${code}`));

function expectOnly(rows: readonly Row[], column: string, allowed: readonly string[]): void {
  expect(allowed).toEqual(expect.arrayContaining([...new Set(rows.map((row) => row[column] ?? ""))]));
}

/** The largest number of rows that share one sequence within a claim, by coder and kind of code. */
function countShared(rows: readonly Row[]): number {
  const numbered = rows.filter((row) => row.sequence !== "");
  const keys = numbered.map(
    (row) => `${row.encounter_id} ${row.coder_id ?? ""} ${row.use === "procedure"} ${row.sequence}`,
  );
  return keys.length - new Set(keys).size;
}

describe("the committed tables", () => {
  it("are named in a manifest that says where they come from", () => {
    const manifest: unknown = parse(readFileSync(join(communityHospital, "dataset.yaml"), "utf8"));
    expect(manifest).toMatchObject({
      schema: "shadowbench.dataset/1",
      provenance: "synthetic",
      source: "generated, seed 7",
      licence: "CC0-1.0 except CPT codes, © AMA",
    });
  });

  it("hold 1,500 encounters of several settings, facilities, payers and patients", () => {
    expect(ids.size).toBe(1500);
    expect(groupBy(encounters, "setting").size).toBe(4);
    expect(groupBy(encounters, "facility").size).toBe(4);
    expect(groupBy(encounters, "payer").size).toBe(5);
    expect(groupBy(encounters, "specialty").size).toBeGreaterThan(10);
    expect(groupBy(encounters, "patient_id").size).toBeGreaterThan(500);
    expect(Math.max(...encounters.map((row) => Number(row.age)))).toBe(90);
  });

  it("keep to the vocabularies of the contract", () => {
    expectOnly(encounters, "claim_type", claimTypes);
    expectOnly(encounters, "setting", ["inpatient", "observation", "emergency", "outpatient"]);
    expectOnly(codes, "role", ["final", "second"]);
    expectOnly(codes, "source", codeSources);
    expectOnly(codings, "assisted", assistances);
    for (const rows of [codes, ...engines.map((engine) => engine.codes)]) {
      expectOnly(rows, "use", codeUses);
      expectOnly(rows, "poa", ["", ...poaValues]);
    }
    for (const { responses } of engines) {
      expectOnly(responses, "status", responseStatuses);
      expectOnly(responses, "reason", ["", ...abstentionReasons]);
    }
  });

  it("have no row for an unknown encounter", () => {
    const tables = [
      codes,
      codings,
      documents,
      ...engines.flatMap((engine) => [engine.codes, engine.responses]),
    ];
    const unknown = tables.flatMap((rows) => rows.filter((row) => !ids.has(row.encounter_id ?? "")));
    expect(unknown).toEqual([]);
  });

  it("number diagnoses and procedures once each", () => {
    for (const rows of [codes, ...engines.map((engine) => engine.codes)]) expect(countShared(rows)).toBe(0);
  });

  it("have a first diagnosis from every coder", () => {
    const firsts = codes.filter((row) => row.use === "diagnosis" && row.sequence === "1");
    expect(firsts.length).toBe(codings.length);
  });

  it("name only carried codes", () => {
    const rows = [codes, ...engines.map((engine) => engine.codes)].flat();
    const foreign = rows.map((row) => `${row.system} ${row.code}`).filter((name) => !carried.has(name));
    expect([...new Set(foreign)]).toEqual([]);
  });

  it("have present-on-admission indicators on inpatient facility claims alone", () => {
    const claims = new Map(encounters.map((row) => [row.encounter_id, `${row.claim_type} ${row.setting}`]));
    const marked = codes.filter((row) => row.poa !== "").map((row) => claims.get(row.encounter_id));
    expect(new Set(marked)).toEqual(new Set(["facility inpatient"]));
  });

  it("have a second coder on about 15 % of encounters", () => {
    const seconds = codings.filter((row) => row.role === "second").length;
    expect(seconds).toBeGreaterThan(180);
    expect(seconds).toBeLessThan(270);
  });

  it("have lines of the charge master, on hospital claims alone", () => {
    const charged = new Set(
      codes.filter((row) => row.source === "chargemaster").map((row) => row.encounter_id),
    );
    const claimTypesCharged = encounters.filter((row) => charged.has(row.encounter_id));
    expect(charged.size).toBeGreaterThan(100);
    expectOnly(claimTypesCharged, "claim_type", ["facility"]);
  });

  it("have one response per encounter, and codes for every coded one", () => {
    for (const { codes: given, responses } of engines) {
      expect(new Set(responses.map((row) => row.encounter_id)).size).toBe(1500);
      expect(responses.length).toBe(1500);
      const withCodes = groupBy(given, "encounter_id");
      const coded = responses.filter((row) => row.status === "coded");
      expect(coded.filter((row) => !withCodes.has(row.encounter_id ?? ""))).toEqual([]);
    }
  });

  it("have confidences that are higher where the coder of record agrees", () => {
    const record = codes.filter((row) => row.role === "final");
    const agreed = new Set(record.map((row) => `${row.encounter_id} ${row.code}`));
    const mean = (rows: readonly Row[]) =>
      rows.reduce((sum, row) => sum + Number(row.confidence), 0) / rows.length;
    for (const { codes: given } of engines) {
      const isAgreed = (row: Row) => agreed.has(`${row.encounter_id} ${row.code}`);
      const difference = mean(given.filter(isAgreed)) - mean(given.filter((row) => !isAgreed(row)));
      expect(difference).toBeGreaterThan(0.1);
    }
  });

  it("have several kinds of document, some of which must not be sent", () => {
    const kinds = groupBy(documents, "kind");
    expect(kinds.size).toBeGreaterThan(8);
    for (const kind of ["social_history", "coding_summary", "charge_sheet"]) {
      expect(documentKindsWithheld).toContain(kind);
      expect(kinds.get(kind)?.length).toBeGreaterThan(10);
    }
    expect(new Set(documents.map((row) => row.document_id)).size).toBe(documents.length);
    expect(groupBy(documents, "encounter_id").size).toBe(1500);
  });
});
