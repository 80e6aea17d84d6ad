import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCarriedCatalogue } from "../../src/codeset/catalogue.ts";
import { readZipEntry } from "../synth/zip-entry.ts";

const cms = join(import.meta.dirname, "../../../shared/codesets/cms");
const catalogue = readCarriedCatalogue();
const codesOf = (system: string) =>
  catalogue.filter((entry) => entry.system === system).map(({ code }) => code);

describe("the carried catalogue", () => {
  it("holds the codes of common hospital work", () => {
    expect(codesOf("ICD-10-CM").length).toBeGreaterThanOrEqual(300);
    expect(codesOf("ICD-10-PCS").length).toBeGreaterThanOrEqual(40);
    expect(codesOf("CPT")).toEqual(
      expect.arrayContaining(["99202", "99215", "99223", "99233", "99281", "99285"]),
    );
  });

  it("names each code once", () => {
    const names = catalogue.map(({ system, code }) => `${system} ${code}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("lets no wording stand for two codes", () => {
    const seen = new Map<string, string>();
    const doubled = catalogue.flatMap(({ code, title, synonyms }) =>
      [title, ...synonyms].filter((wording) => {
        const owner = seen.get(wording.toLowerCase()) ?? code;
        seen.set(wording.toLowerCase(), owner);
        return owner !== code;
      }),
    );
    expect(doubled).toEqual([]);
  });

  it("reads synonyms apart and leaves none blank", () => {
    expect(catalogue.find(({ code }) => code === "I48.91")?.synonyms).toEqual([
      "AF",
      "afib",
      "a-fib",
      "atrial fibrillation",
    ]);
    expect(catalogue.every(({ synonyms }) => synonyms.every((synonym) => synonym.trim() !== ""))).toBe(true);
  });
});

describe.skipIf(!existsSync(cms))(
  "the carried catalogue against the CMS tables of 2026 (skipped without shared/codesets)",
  () => {
    /** Order files: code in columns 7 to 13, 1 in column 15 where it may be billed. */
    function readBillable(archive: string, name: string): ReadonlySet<string> {
      const lines = readZipEntry(join(cms, archive), name).split("\n");
      return new Set(lines.filter((line) => line[14] === "1").map((line) => line.slice(6, 13).trim()));
    }

    it("has only diagnoses that may be billed in fiscal year 2026", () => {
      const billable = readBillable("cms_2026_dx.zip", "icd10cm_order_2026.txt");
      expect(billable.size).toBeGreaterThan(70_000);
      expect(codesOf("ICD-10-CM").filter((code) => !billable.has(code.replace(".", "")))).toEqual([]);
    });

    it("has only procedures that may be billed in fiscal year 2026", () => {
      const billable = readBillable("cms_2026_pr.zip", "icd10pcs_order_2026.txt");
      expect(billable.size).toBeGreaterThan(70_000);
      expect(codesOf("ICD-10-PCS").filter((code) => !billable.has(code))).toEqual([]);
    });
  },
);
