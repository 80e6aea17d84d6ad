import { describe, expect, it } from "vitest";
import { normaliseSystem } from "../../src/codeset/normalise-system.ts";

describe("the label of a CPT or HCPCS code", () => {
  it.each([
    ["HCPCS", "99213", "CPT", true],
    ["HCPCS", "0001U", "CPT", true],
    ["HCPCS", "2000f", "CPT", true],
    ["HCPCS", "J1885", "HCPCS", false],
    ["CPT", "G0008", "HCPCS", true],
    ["CPT", "99213", "CPT", false],
    ["CPT", "W1234", "CPT", false],
    ["ICD-10-CM", "99213", "ICD-10-CM", false],
  ])("%s %s is %s (relabelled: %s)", (rawSystem, code, system, relabelled) => {
    expect(normaliseSystem(rawSystem, code)).toEqual({ system, relabelled });
  });
});
