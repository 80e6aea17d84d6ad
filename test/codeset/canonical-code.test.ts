import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCode } from "../../src/codeset/canonical-code.ts";
import { codeSystems } from "../../src/domain/code-system.ts";

describe("the canonical form of a code", () => {
  it.each([
    ["ICD-10-CM", "E119", "E11.9"],
    ["ICD-10-CM", " e11.9 ", "E11.9"],
    ["ICD-10-CM", "E11.", "E11"],
    ["ICD-10-CM", "I10", "I10"],
    ["ICD-10-CM", "T148XXA", "T14.8XXA"],
    ["ICD-10-CM", "C4A0", "C4A.0"],
    ["ICD-10-CM", "qa00101", "QA0.0101"],
    ["ICD-10-CM", "E1.19", "E1.19"],
    ["ICD-10-CM", "m60-m79", "M60-M79"],
    ["ICD-10-CM", "not a code", "NOT A CODE"],
    ["ICD-10-CM", ".", "."],
    ["ICD-10", "i219", "I21.9"],
    ["ICD-9-CM", "25000", "250.00"],
    ["ICD-9-CM", "E8881", "E888.1"],
    ["ICD-9-CM", "E888", "E888"],
    ["ICD-9-CM", "V5861", "V58.61"],
    ["ICD-9-CM", "39.95", "39.95"],
    ["ICD-10-PCS", "0016070", "0016070"],
    ["ICD-10-PCS", "0dtj4zz", "0DTJ4ZZ"],
    ["CPT", "00100", "00100"],
    ["CPT", "0001u", "0001U"],
    ["CPT", "99213-25", "99213-25"],
    ["HCPCS", "g0008", "G0008"],
    ["MS-DRG", "65", "065"],
    ["MS-DRG", "871", "871"],
    ["APR-DRG", "1943", "194-3"],
    ["APR-DRG", "44-1", "044-1"],
    ["house codes", " ab.12. ", "AB.12."],
  ])("%s %j is %j", (system, raw, expected) => {
    expect(canonicalCode(system, raw)).toBe(expected);
  });

  it("is the same done twice as done once", () => {
    const systems = fc.constantFrom(...codeSystems, "house codes");
    const codes = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."AEVXZ0123456789.- ") }));
    fc.assert(
      fc.property(systems, codes, (system, raw) => {
        const once = canonicalCode(system, raw);
        expect(canonicalCode(system, once)).toBe(once);
      }),
    );
  });

  it("never makes a code blank that was not", () => {
    fc.assert(
      fc.property(fc.constantFrom(...codeSystems), fc.string(), (system, raw) => {
        expect(canonicalCode(system, raw) === "").toBe(raw.trim() === "");
      }),
    );
  });

  it("changes nothing of an ICD-10-CM code but spaces, case and dots", () => {
    const bare = (code: string) => code.toUpperCase().replaceAll(/[\s.]/g, "");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."abEM0129.- ") }), (raw) => {
        expect(bare(canonicalCode("ICD-10-CM", raw))).toBe(bare(raw));
      }),
    );
  });
});
