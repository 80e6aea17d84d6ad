import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeStructure } from "../../src/codeset/code-structure.ts";

const cm = (code: string, title: string | null = null) => codeStructure("ICD-10-CM", code, title);

describe("the hierarchy above a code", () => {
  it.each([
    ["S72.001A", ["S72.001", "S72.00", "S72.0", "S72"]],
    ["W19.XXXA", ["W19"]],
    ["T36.0X1A", ["T36.0X1", "T36.0X", "T36.0", "T36"]],
    ["H21.1X1", ["H21.1X", "H21.1", "H21"]],
    ["H54.0X33", ["H54.0X3", "H54.0X", "H54.0", "H54"]],
    ["QA0.0101", ["QA0.010", "QA0.01", "QA0.0", "QA0"]],
    ["I50.23", ["I50.2", "I50"]],
    ["I10", []],
    ["M60-M79", []],
  ])("ICD-10-CM %s: %j", (code, ancestors) => {
    expect(cm(code).ancestors).toEqual(ancestors);
  });

  it("ends in the category and loses characters at every step, whatever the code", () => {
    const character = fc.constantFrom(..."0123456789ABX");
    const code = fc
      .tuple(fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTVWXYZ"), fc.array(character, { maxLength: 4 }))
      .map(([letter, rest]) => (rest.length === 0 ? `${letter}12` : `${letter}12.${rest.join("")}`));
    fc.assert(
      fc.property(code, (generated) => {
        const { ancestors, category } = cm(generated);
        const chain = [generated, ...ancestors];
        expect(chain.at(-1)).toBe(category);
        for (const [index, header] of ancestors.entries()) {
          const below = chain[index] ?? "";
          expect(below.startsWith(header) && header.length < below.length).toBe(true);
        }
      }),
    );
  });

  it("of a PCS code is table, body system and section", () => {
    expect(codeStructure("ICD-10-PCS", "0DTJ4ZZ", null).levels).toEqual([
      { depth: 7, node: "0DTJ4ZZ" },
      { depth: 3, node: "0DT" },
      { depth: 2, node: "0D" },
      { depth: 1, node: "0" },
    ]);
  });

  it("puts the chapter on top at depth 0", () => {
    expect(cm("W19.XXXA").levels).toEqual([
      { depth: 7, node: "W19.XXXA" },
      { depth: 3, node: "W19" },
      { depth: 0, node: "V00-Y99" },
    ]);
    expect(codeStructure("ICD-10", "I21.9", null).levels.map(({ node }) => node)).toEqual([
      "I21.9",
      "I21",
      "I00-I99",
    ]);
  });

  it("leaves a code that is not well formed its own only level", () => {
    expect(cm("M60-M79").levels.map(({ node }) => node)).toEqual(["M60-M79"]);
    expect(codeStructure("house codes", "A1", null).levels.map(({ node }) => node)).toEqual(["A1"]);
  });

  it("counts as in the summary of CoPHE: 5 right, 3 over, 1 missed (Falis et al. 2021)", () => {
    const countNodes = (codes: readonly string[]) => {
      const counts = new Map<string, number>();
      const nodes = codes.flatMap((code) => codeStructure("ICD-9-CM", code, null).levels);
      for (const { node } of nodes) counts.set(node, (counts.get(node) ?? 0) + 1);
      return counts;
    };
    const predicted = countNodes(["364.11", "364.21", "364.3"]);
    const gold = countNodes(["364.11", "364.22"]);
    const sums = [0, 0, 0];
    for (const node of new Set([...predicted.keys(), ...gold.keys()])) {
      const [p, r] = [predicted.get(node) ?? 0, gold.get(node) ?? 0];
      sums[0] = (sums[0] ?? 0) + Math.min(p, r);
      sums[1] = (sums[1] ?? 0) + Math.max(p - r, 0);
      sums[2] = (sums[2] ?? 0) + Math.max(r - p, 0);
    }
    expect(sums).toEqual([5, 3, 1]);
  });
});

describe("laterality", () => {
  it.each([
    ["S72.001A", "right", "S72.00[12]A"],
    ["S72.002A", "left", "S72.00[12]A"],
    ["S72.009A", "unspecified", "S72.00[12]A"],
    ["M25.551", "right", "M25.55[12]"],
    ["M17.0", null, null],
    ["H25.13", "bilateral", "H25.1[12]"],
    ["C50.912", "left", "C50.91[12]"],
    ["C34.10", "unspecified", "C34.1[12]"],
    ["L89.013", "right", "L89.0[12]3"],
    ["S61.213A", "left", "S61.21[23]A"],
    ["G81.91", "right", "G81.9[12]"],
    ["G81.94", "left", "G81.9[34]"],
    ["G81.90", "unspecified", null],
    ["E11.3212", "left", "E11.321[12]"],
    ["E11.9", null, null],
    ["I50.1", null, null],
    ["J18.1", null, null],
    ["K51.50", null, null],
  ])("of %s by position is %s, with the base %s", (code, laterality, lateralityBase) => {
    expect(cm(code)).toMatchObject({ laterality, lateralityBase });
  });

  it("is not told where the title names no side", () => {
    expect(cm("S72.001A", "Fracture of the femur, initial encounter").laterality).toBeNull();
  });

  it("follows the title where it names the other side", () => {
    expect(cm("M25.551", "Pain in left hip").laterality).toBe("left");
  });

  it("is told by the title where position is silent, with one base for both sides", () => {
    const right = cm("M25.A1", "A new disorder of right hip");
    const left = cm("M25.A2", "A new disorder of left hip");
    expect([right.laterality, left.laterality]).toEqual(["right", "left"]);
    expect(right.lateralityBase).toBe(left.lateralityBase);
  });

  it("is no side of a heart or a colon", () => {
    expect(cm("I50.1", "Left ventricular failure, unspecified").laterality).toBeNull();
    expect(cm("K51.50", "Left sided colitis without complications").laterality).toBeNull();
  });
});

describe("the seventh character", () => {
  it.each([
    ["S72.001A", "A", "S72.001"],
    ["W19.XXXD", "D", "W19.XXX"],
    ["O36.0111", "1", "O36.011"],
    ["H40.1111", "1", "H40.111"],
    ["R40.2110", "0", "R40.211"],
    ["M80.051A", "A", "M80.051"],
    ["T86.8401", null, null],
    ["H54.0X33", null, null],
    ["C44.1021", null, null],
    ["E11.65", null, null],
  ])("of %s is %s, before it %s", (code, seventhCharacter, seventhBase) => {
    expect(cm(code)).toMatchObject({ seventhCharacter, seventhBase });
  });
});

describe("an unspecified code", () => {
  it.each([
    ["I50.9", null, true],
    ["E11.9", null, true],
    ["I50.23", null, false],
    ["S72.009A", null, true],
    ["M25.50", null, true],
    ["S09.90XA", null, true],
    ["S06.9X0A", null, false],
    ["E11.9", "Type 2 diabetes mellitus without complications", true],
    ["J84.111", "Idiopathic interstitial pneumonia, not otherwise specified", true],
    ["I50.20", "Unspecified systolic (congestive) heart failure", true],
  ])("%s (%s): %s", (code, title, isUnspecified) => {
    expect(cm(code, title).isUnspecified).toBe(isUnspecified);
  });
});

describe("the group a code belongs to", () => {
  it.each([
    ["Z85.3", { isHistory: true, historyRanges: ["C50-C50"] }],
    ["Z86.011", { isHistory: true, historyRanges: ["D10-D36"] }],
    ["Z86.0100", { isHistory: true, historyRanges: ["D12-D12", "K63-K63"] }],
    ["Z86.16", { isHistory: true, historyRanges: ["U07-U07"] }],
    ["Z86.69", { isHistory: true, historyRanges: ["G00-G99", "H00-H95"] }],
    ["Z86.73", { isHistory: true, historyRanges: ["G45-G46", "I60-I69"] }],
    ["Z87.01", { isHistory: true, historyRanges: ["J12-J18"] }],
    ["Z87.820", { isHistory: true, historyRanges: ["S06-S06"] }],
    ["Z87.891", { isHistory: true, historyRanges: ["F17-F17"] }],
    ["Z87.898", { isHistory: true, historyRanges: [] }],
    ["Z88.0", { isHistory: false, historyRanges: [] }],
    [
      "R07.9",
      { isSymptom: true, isDefinitive: false, symptomRanges: ["I00-I99", "J00-J99", "K20-K31", "U07-U07"] },
    ],
    ["R31.9", { isSymptom: true, symptomRanges: ["N00-N99"] }],
    ["W19.XXXA", { isExternalCause: true, isDefinitive: false }],
    ["T50.901A", { isExternalCause: false, isDefinitive: true }],
    ["I50.9", { isDefinitive: true, isSymptom: false, symptomRanges: [] }],
    ["U07.1", { isDefinitive: true }],
  ])("%s: %o", (code, group) => {
    expect(cm(code)).toMatchObject(group);
  });

  it("is of no diagnosis for a symptom that anything may explain", () => {
    expect(cm("R68.89").symptomRanges).toEqual([]);
  });
});

describe("the family of a DRG", () => {
  it.each([
    ["Heart failure and shock with MCC", "heart failure and shock", "MCC"],
    ["HEART FAILURE & SHOCK W CC", "heart failure and shock", "CC"],
    ["Heart Failure and Shock without CC/MCC", "heart failure and shock", "without"],
    ["Pulmonary embolism with MCC or acute cor pulmonale", "pulmonary embolism", "MCC"],
    ["Pulmonary embolism without MCC", "pulmonary embolism", "without"],
    ["Hypertension with CC/MCC", "hypertension", "CC/MCC"],
    ["Angina pectoris", "angina pectoris", null],
  ])("%s is %s, %s", (title, drgFamily, drgSeverity) => {
    expect(codeStructure("MS-DRG", "001", title)).toMatchObject({ drgFamily, drgSeverity });
  });

  it("is unknown without a title, and the base of an APR-DRG", () => {
    expect(codeStructure("MS-DRG", "291", null).drgFamily).toBeNull();
    expect(codeStructure("APR-DRG", "194-3", null).drgFamily).toBe("194");
  });
});
