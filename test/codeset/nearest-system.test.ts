import { describe, expect, it } from "vitest";
import { codeFacts } from "../../src/codeset/code-facts.ts";
import { nearestSystem } from "../../src/codeset/nearest-system.ts";

describe("the system that an unknown label probably means", () => {
  it.each([
    ["icd-10-cm", "ICD-10-CM"],
    ["ICD10CM", "ICD-10-CM"],
    ["ICD_10_PCS", "ICD-10-PCS"],
    ["Icd-10", "ICD-10"],
    ["cpt", "CPT"],
    ["CPT-4", "CPT"],
    ["MSDRG", "MS-DRG"],
    ["icd9", "ICD-9-CM"],
    ["ICD-10-CM", null],
    [" CPT ", null],
    ["SNOMED CT", null],
    ["house codes", null],
    ["constructor", null],
    ["", null],
  ])("%s: %s", (label, system) => {
    expect(nearestSystem(label)).toBe(system);
  });

  it("is proposed, never put in its place", () => {
    expect(codeFacts("icd-10-cm", "e119")).toMatchObject({ system: "icd-10-cm", kind: "opaque" });
  });
});
