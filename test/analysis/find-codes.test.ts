import { describe, expect, it } from "vitest";
import { canBeFound, codeFinder, countCodePoints } from "../../src/analysis/evidence/find-codes.ts";

const codes = [
  "E11.9",
  "I10",
  "065",
  "428.0",
  "250.00",
  "99213",
  "GZFZZZZ",
  "W03.XXXA",
  "0DTJ4ZZ",
  "194-3",
  "J1100",
];
const sought = codes.map((code, codeIx) => ({ codeIx, code }));
const find = codeFinder(sought);
const all = new Set(codes.keys());

function found(text: string): readonly string[] {
  return find(text, all).map((codeIx) => codes[codeIx] ?? "");
}

describe("a code that stands in a text", () => {
  it.each([
    ["diabetes (E11.9), unchanged", ["E11.9"]],
    ["coded e119 today", ["E11.9"]],
    ["E11.9.", ["E11.9"]],
    ["hypertension I10", ["I10"]],
    ["i10\n99213-25", ["I10", "99213"]],
    ["ICD-9 25000 and 250.00", ["250.00"]],
    ["0dtj4zz then GZFZZZZ", ["0DTJ4ZZ", "GZFZZZZ"]],
    ["fell: W03XXXA", ["W03.XXXA"]],
    ["J1100/I10,E11.9", ["J1100", "I10", "E11.9"]],
  ])("is found as a word of its own: %j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ["part of another code", "E11.90 XE11.9 E11.9X E1.19"],
    ["part of a longer number", "199213 99213.5 1.99213 992130"],
    ["part of a word", "I10N éI10 I10é _I10 I10_a"],
    ["a number too short to tell", "DRG 065, EF 428.0, 4280, 194-3, 1943"],
    ["part of a name", "GZFZZZZZ and hypnosis"],
  ])("is not found as %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("counts once, and only among the codes it may be", () => {
    expect(found("I10 I10 i10")).toEqual(["I10"]);
    expect(find("I10 E11.9", new Set([0]))).toEqual([0]);
  });

  it("is found for every system that writes it so", () => {
    const twins = codeFinder([
      { codeIx: 4, code: "E11.9" },
      { codeIx: 7, code: "E119" },
    ]);
    expect(twins("E11.9", new Set([4, 7]))).toEqual([4]);
    expect(twins("E119", new Set([4, 7]))).toEqual([4, 7]);
  });
});

it("tells which codes no text can be searched for", () => {
  expect(codes.filter((code) => !canBeFound(code))).toEqual(["065", "428.0", "194-3"]);
  expect(["A", "ABC", "M60-M79", "E11.", "12345", "1234.5"].map(canBeFound)).toEqual([
    false,
    false,
    false,
    false,
    true,
    true,
  ]);
});

it("counts code points: a pair of surrogates once, half of one once", () => {
  expect(["", "Fieber", "Größe", "a😀b", "😀😀", "\ud83d", "\ude00\ud83d"].map(countCodePoints)).toEqual([
    0, 6, 5, 3, 2, 1, 2,
  ]);
});
