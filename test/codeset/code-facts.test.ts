import { describe, expect, it } from "vitest";
import { codeFacts } from "../../src/codeset/code-facts.ts";

describe("facts of a code", () => {
  it("are told from its characters alone", () => {
    expect(codeFacts("ICD-10-CM", "i5023")).toEqual({
      system: "ICD-10-CM",
      relabelled: false,
      code: "I50.23",
      wellFormed: true,
      kind: "diagnosis",
      category: "I50",
      chapter: "I00-I99",
    });
  });

  it.each([
    ["ICD-10-CM", "D49.0", "C00-D49"],
    ["ICD-10-CM", "D50.9", "D50-D89"],
    ["ICD-10-CM", "H59.9", "H00-H59"],
    ["ICD-10-CM", "H60.9", "H60-H95"],
    ["ICD-10-CM", "U07.1", "U00-U85"],
    ["ICD-10-CM", "C4A.0", "C00-D49"],
    ["ICD-10-CM", "O9A.1", "O00-O9A"],
    ["ICD-10-CM", "QA0.0101", "Q00-QA0"],
    ["ICD-10-CM", "W19.XXXA", "V00-Y99"],
    ["ICD-10", "D48.9", "C00-D48"],
    ["ICD-10-CM", "M60-M79", null],
    ["ICD-9-CM", "250.00", null],
  ])("chapter of %s %s is %s", (system, code, chapter) => {
    expect(codeFacts(system, code).chapter).toBe(chapter);
  });

  it.each([
    ["ICD-10-PCS", "0DTJ4ZZ", "0DT"],
    ["ICD-9-CM", "E888.1", "E888"],
    ["ICD-9-CM", "39.95", "39"],
    ["APR-DRG", "194-3", "194"],
    ["ICD-10-CM", "M60-M79", null],
    ["CPT", "99213", null],
  ])("category of %s %s is %s", (system, code, category) => {
    expect(codeFacts(system, code).category).toBe(category);
  });

  it.each([
    ["ICD-10-CM", "E11.9", true],
    ["ICD-10-CM", "M60-M79", false],
    ["ICD-10-CM", "E11.12345", false],
    ["ICD-10-PCS", "0DTJ", false],
    ["ICD-10-PCS", "0DTI4ZZ", false],
    ["CPT", "99213-25", false],
    ["MS-DRG", "0065", false],
    ["house codes", "anything", true],
  ])("%s %s is well formed: %s", (system, code, wellFormed) => {
    expect(codeFacts(system, code).wellFormed).toBe(wellFormed);
  });

  it("count a Level II code under CPT as HCPCS", () => {
    expect(codeFacts("CPT", "g0008")).toMatchObject({ system: "HCPCS", relabelled: true, code: "G0008" });
  });
});
