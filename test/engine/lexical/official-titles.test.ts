import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogueEntry } from "../../../src/codeset/catalogue-entry.ts";
import { type EngineRequest, engineRequestSchema } from "../../../src/domain/engine-protocol.ts";
import { createLexicalCoder } from "../../../src/engine/lexical/lexical-coder.ts";
import { readOfficialTitles } from "../../../src/engine/lexical/official-titles.ts";
import { requestOf } from "./ask.ts";

const folder = mkdtempSync(join(tmpdir(), "titles-"));
afterAll(() => rmSync(folder, { recursive: true }));

function line(number: number, code: string, billable: 0 | 1, title: string): string {
  return `${String(number).padStart(5, "0")} ${code.padEnd(7)} ${billable} ${title.slice(0, 60).padEnd(60)} ${title}\r\n`;
}

const orderText =
  line(1, "R05", 0, "Cough") +
  line(2, "R051", 1, "Acute cough") +
  line(3, "R059", 1, "Cough, unspecified") +
  line(4, "R188", 1, "Other ascites");

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("official titles", () => {
  const zip = zipSync({
    "icd10cm_codes_2026.txt": strToU8("not this one"),
    "Code Descriptions/icd10cm_order_2026.txt": strToU8(orderText),
  });

  it.each([
    ["a zip as CMS publishes it", () => write("titles.zip", zip)],
    ["a plain order file", () => write("order.txt", orderText)],
  ])("are read from %s: billable codes alone, with their wordings", (_name, prepare) => {
    const entries = readOfficialTitles(prepare());
    expect(entries.map(({ system, code, title }) => [system, code, title])).toEqual([
      ["ICD-10-CM", "R05.1", "Acute cough"],
      ["ICD-10-CM", "R05.9", "Cough, unspecified"],
      ["ICD-10-CM", "R18.8", "Other ascites"],
    ]);
    expect(entries[1]?.synonyms).toContain("coughing");
    expect(entries[2]?.synonyms).toContain("ascites");
  });

  it("of ICD-10-PCS are told from its first code", () => {
    const entries = readOfficialTitles(write("pcs.txt", line(1, "0DTJ4ZZ", 1, "Resection of Appendix")));
    expect(entries[0]).toMatchObject({ system: "ICD-10-PCS", code: "0DTJ4ZZ" });
    expect(entries[0]?.synonyms).toContain("appendectomy");
  });

  it.each([
    ["a missing file", () => join(folder, "absent.zip"), /cannot be read/],
    ["another text", () => write("other.txt", "code,title\nR05,Cough\n"), /not an order file/],
    ["an empty file", () => write("empty.txt", ""), /not an order file/],
    [
      "a zip without an order file",
      () => write("no.zip", zipSync({ "a.txt": strToU8("x") })),
      /no order file/,
    ],
    ["a torn zip", () => write("torn.zip", zip.slice(0, 120)), /damaged/],
  ])("refuse %s with a message", (_name, prepare, message) => {
    const path = prepare();
    expect(() => readOfficialTitles(path)).toThrow(message);
    expect(() => readOfficialTitles(path)).toThrow(expect.objectContaining({ code: "file-unreadable" }));
  });
});

const shared = join(import.meta.dirname, "../../../../shared");
const cms = join(shared, "codesets/cms");

describe.skipIf(!existsSync(shared))(
  "the CMS tables of fiscal year 2026 (skipped where ../shared is absent)",
  () => {
    let diagnoses: readonly CatalogueEntry[] = [];
    let procedures: readonly CatalogueEntry[] = [];
    beforeAll(() => {
      diagnoses = readOfficialTitles(join(cms, "cms_2026_dx.zip"));
      procedures = readOfficialTitles(join(cms, "cms_2026_pr.zip"));
    });

    it("hold 74,719 diagnoses and 79,115 procedures that can be billed", () => {
      expect([diagnoses.length, procedures.length]).toEqual([74_719, 79_115]);
    });

    it("reach a micro F1 of .44 against the coders of 250 real notes (codiesp-dev, ICD-10-CM)", () => {
      const code = createLexicalCoder(diagnoses);
      const reference = referenceCodes();
      const answered = codiespRequests().flatMap((request) =>
        (code(request).codes ?? []).map((answer) => `${request.request_id} ${answer.code}`),
      );
      const both = answered.filter((pair) => reference.has(pair)).length;
      expect(new Set(answered).size).toBe(answered.length);
      expect(reference.size).toBe(2677);
      expect((2 * both) / (answered.length + reference.size)).toBeGreaterThan(0.44);
    });

    it("code a note in its own words", () => {
      const code = createLexicalCoder([...diagnoses, ...procedures]);
      const text = `HPI: 67yo with 2-day history of right knee pain and SOB. Denies chest pain. No fever.
PMH: HTN, DM2, CHF, appendicitis as a child
FHx: mother breast cancer, father MI
Assessment:
1. COPD exacerbation
2. AKI on CKD stage 4
3. Community-acquired pneumonia`;
      const codes = code(requestOf(text, "inpatient")).codes?.map((answered) => answered.code);
      expect(codes).toEqual([
        "J44.1",
        "N17.9",
        "N18.4",
        "J18.9",
        "M25.561",
        "I10",
        "E11.9",
        "I50.9",
        "R06.02",
      ]);
    });
  },
);

function referenceCodes(): Set<string> {
  const rows = readFileSync(join(shared, "data/codiesp-dev/codes.csv"), "utf8").trim().split("\n");
  const cells = rows.map((row) => row.split(","));
  return new Set(
    cells.flatMap(([id, , , system, code]) => (system === "ICD-10-CM" ? [`${id} ${code}`] : [])),
  );
}

function codiespRequests(): EngineRequest[] {
  const lines = readFileSync(join(shared, "data/codiesp-dev/documents.ndjson"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const { encounter_id, ...document } = JSON.parse(line);
    const encounter = { encounter_id, documents: [document] };
    const protocol = "shadowbench.engine/1";
    return engineRequestSchema.parse({
      protocol,
      request_id: encounter_id,
      encounter,
      systems: ["ICD-10-CM"],
    });
  });
}
