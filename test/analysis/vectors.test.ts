import { describe, expect, it } from "vitest";
import { assign, measure, type Tables } from "./made-tables.ts";

const labels = ["L1", "L2", "L3", "L4"];

function codesAt(row: readonly (number | string)[], names: readonly string[], threshold: number): string {
  return names.filter((_, index) => Number(row[index]) > threshold).join(" ");
}

function tablesOf(
  names: readonly string[],
  gold: readonly (readonly (number | string)[])[],
  predicted: readonly (readonly (number | string)[])[],
  threshold: number,
): Tables {
  const rows = (matrix: typeof gold) =>
    matrix.flatMap((row, index) => assign(`e${index}`, codesAt(row, names, threshold), { system: "labels" }));
  return {
    encounters: gold.map((_, index) => ({ encounter_id: `e${index}` })),
    codes: rows(gold),
    engine_codes: rows(predicted),
  };
}

describe("the vectors of Edin et al.", () => {
  const scores = [
    [0.2, 0.6, 0.8, 0.4],
    [0.1, 0.56, 0.9, 0.3],
  ];
  const gold = [
    [0, 1, 1, 1],
    [0, 1, 1, 0],
  ];

  it("give micro recall 4/5 and micro F1 8/9", async () => {
    const { value } = await measure(tablesOf(labels, gold, scores, 0.5));
    expect(value("codes.recall", "labels")).toBe(4 / 5);
    expect(value("codes.f1", "labels")).toBe(8 / 9);
  });

  it("give recall [0, 1, 1, 0] a label, .5 on average over all four, 0/0 as 0", async () => {
    const { analysis, code } = await measure(tablesOf(labels, gold, scores, 0.5));
    expect(analysis.tables.codes.map((row) => row.code)).toEqual(["L2", "L3", "L4"]);
    expect(["L2", "L3", "L4"].map((name) => code(name).recall)).toEqual([1, 1, 0]);
    expect(["L2", "L3", "L4"].map((name) => code(name).f1)).toEqual([1, 1, 0]);
  });

  it("give macro F1 2/3 over the reference's codes and over the union", async () => {
    const { value } = await measure(tablesOf(labels, gold, scores, 0.5));
    expect(value("codes.f1_macro.reference", "labels")).toBeCloseTo(2 / 3, 11);
    expect(value("codes.f1_macro.union", "labels")).toBeCloseTo(2 / 3, 11);
  });

  it("give exact match 1/3 with a third row", async () => {
    const tables = tablesOf(labels, [...gold, [1, 1, 1, 0]], [...scores, [0.1, 0.56, 0.9, 0.3]], 0.5);
    expect((await measure(tables)).value("encounters.exact_match", "labels")).toBe(1 / 3);
  });
});

describe("the demo of CoPHE", () => {
  const leaves = ["A.1", "A.2", "A.3", "B.1", "B.2", "C.1", "D"];
  const rowsOf = (text: string) => text.split(" ").map((row) => [...row]);
  const gold = rowsOf("0010101 0100010 1011010 0011100 0000000 0010001 0011101");
  const predicted = rowsOf("0110100 0100010 0111001 0011100 1101000 0000000 1111111");

  it("has flat TP 13, FP 9, FN 5, F1 .65 and harmonic macro F1 .609209", async () => {
    const { figure, value, analysis } = await measure(tablesOf(leaves, gold, predicted, 0.5));
    const total = (side: "both" | "over" | "missed") =>
      analysis.tables.codes.reduce((sum, row) => sum + row[side], 0);
    expect([total("both"), total("over"), total("missed")]).toEqual([13, 9, 5]);
    expect(figure("codes.precision", "labels")).toMatchObject({ numerator: 13, denominator: 22 });
    expect(figure("codes.recall", "labels")).toMatchObject({ numerator: 13, denominator: 18 });
    expect(value("codes.f1", "labels")).toBe(0.65);
    expect(value("codes.f1_macro.harmonic", "labels")).toBeCloseTo(0.609209, 6);
  });
});
