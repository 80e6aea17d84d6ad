import { describe, expect, it } from "vitest";
import { fisherP } from "../../../src/stats/fisher.ts";
import { assign, type Row } from "../made-tables.ts";
import { chartsOf, choose, errorOf, names, recur, swapSides } from "./recur.ts";

/** Two encounters a week from Monday, 9 February 2026. */
function weekly(specialty: string): (index: number) => Row {
  return (index) => ({
    specialty,
    service_start: new Date(Date.UTC(2026, 1, 9 + 7 * Math.floor(index / 2))).toISOString().slice(0, 10),
  });
}

/** 13 of 23 charts with I50.23 lose its detail, 12 of them in cardiology; 20 charts miss J18.9 and add M54.5. */
const charts = chartsOf([
  {
    name: "lost",
    count: 12,
    reference: "I50.23 Z79.4",
    engine: "I50.9 Z79.4",
    columns: weekly("cardiology"),
  },
  {
    name: "lost-surgery",
    count: 1,
    reference: "I50.23 Z79.4",
    engine: "I50.9 Z79.4",
    columns: weekly("surgery"),
  },
  { name: "kept", count: 4, reference: "I50.23", engine: "I50.23", columns: weekly("cardiology") },
  { name: "kept-surgery", count: 6, reference: "I50.23", engine: "I50.23", columns: weekly("surgery") },
  { name: "noise", count: 20, reference: "J18.9", engine: "M54.5", columns: weekly("surgery") },
]);
const sliced = { slices: ["specialty"] };

describe("a planted pair", () => {
  it("is found with its numbers: margins 13 and 13 in 33 units of both kinds, a family of two by two", async () => {
    const found = await recur(charts, sliced);
    expect(names(found.errors)).toEqual([
      "added null → M54.5",
      "missed J18.9 → null",
      "specificity_lost I50.23 → I50.9",
    ]);
    const pair = errorOf(found, "specificity_lost", "I50.23", "I50.9");
    expect(pair).toMatchObject({
      system: "ICD-10-CM",
      direction: "under",
      encounters: 13,
      opportunities: 23,
    });
    expect(pair).toMatchObject({ share: 26 / 66, detail: null, weight: null, dollars: null });
    expect(pair.expected).toBeCloseTo((13 * 13) / 33, 12);
    expect(pair.p * choose(33, 13)).toBeCloseTo(1, 9);
    expect(pair.q).toBeCloseTo(4 * pair.p, 18);
  });

  it("concentrates in cardiology: 12 of 16 there, 1 of 7 elsewhere, one of seven tests", async () => {
    const pair = errorOf(await recur(charts, sliced), "specificity_lost", "I50.23", "I50.9");
    // P(X ≥ 12), 16 drawn of 23 of which 13 marked: (13·210 + 120)/245157. Tests: the pair and J18.9 in the slices
    // that hold their codes (2 + 1), M54.5 in both slices that lack it.
    expect(pair.concentrations).toHaveLength(1);
    expect(pair.concentrations[0]).toMatchObject({
      column: "specialty",
      value: "cardiology",
      encounters: 12,
      opportunities: 16,
    });
    expect(pair.concentrations[0]?.lift).toBeCloseTo(12 / 16 / (1 / 7), 12);
    expect(pair.concentrations[0]?.p).toBeCloseTo(2850 / 245157, 12);
    expect(pair.concentrations[0]?.q).toBeLessThanOrEqual(0.05);
  });

  it("came back in 6 of 10 weeks, the first and the last by their ISO names", async () => {
    const pair = errorOf(await recur(charts, sliced), "specificity_lost", "I50.23", "I50.9");
    expect(pair).toMatchObject({ weeks: 6, weeks_of: 6, first_week: "2026-W07", last_week: "2026-W12" });
    const noise = errorOf(await recur(charts, sliced), "missed", "J18.9", null);
    expect(noise).toMatchObject({ weeks: 10, weeks_of: 10, first_week: "2026-W07", last_week: "2026-W16" });
    const undated = errorOf(await recur(charts, { dates: "year" }), "missed", "J18.9", null);
    expect(undated).toMatchObject({ weeks: null, weeks_of: null, first_week: null, last_week: null });
  });

  it("shows its encounters in text order, 20 at most", async () => {
    const found = await recur(charts);
    const pair = errorOf(found, "specificity_lost", "I50.23", "I50.9");
    expect(pair.examples).toHaveLength(13);
    expect(pair.examples[0]).toBe("lost-000");
    expect(pair.examples.at(-1)).toBe("lost-surgery-000");
    expect(errorOf(found, "missed", "J18.9", null).examples).toHaveLength(20);
  });

  it("keeps its id, which system, class and codes alone decide", async () => {
    const pair = errorOf(await recur(charts), "specificity_lost", "I50.23", "I50.9");
    const fewer = chartsOf([
      { name: "a", count: 10, reference: "I50.23", engine: "I50.9" },
      { name: "b", count: 15, reference: "J18.9", engine: "M54.5" },
    ]);
    const again = errorOf(await recur(fewer), "specificity_lost", "I50.23", "I50.9");
    expect(pair.id).toMatch(/^RE-[0-9a-f]{8}$/);
    expect([pair.id, again.id]).toEqual(["RE-a93c7bab", "RE-a93c7bab"]);
  });

  it("counts units of evidence for the test, and encounters for the report", async () => {
    const patients = charts.encounters.map((row) => ({
      ...row,
      patient_id: `${row.encounter_id}`.startsWith("lost") ? "one patient" : `${row.encounter_id}`,
    }));
    const found = await recur({ ...charts, encounters: patients });
    expect(names(found.errors), "one patient is one unit, whose margins are below 5").toEqual([
      "added null → M54.5",
      "missed J18.9 → null",
    ]);
  });
});

describe("an error of one code", () => {
  it("is tested against all other codes, in its class and in any class, and the larger p counts", async () => {
    const found = await recur(charts);
    const missed = errorOf(found, "missed", "J18.9", null);
    // The reference's codes: 23 I50.23, 13 Z79.4, 20 J18.9; unmatched 13 and 20.
    const p = fisherP({ hits: 20, drawn: 20, marked: 33, total: 56 });
    expect(p).toBeGreaterThan(fisherP({ hits: 20, drawn: 20, marked: 20, total: 56 }));
    expect(missed).toMatchObject({ direction: "under", encounters: 20, opportunities: 20, share: 20 / 66 });
    expect(missed.p / p).toBeCloseTo(1, 12);
    expect(missed.q / (3 * p)).toBeCloseTo(1, 12);
    expect(missed.expected).toBeCloseTo((20 * 20) / 56, 12);
    expect(errorOf(found, "added", null, "M54.5")).toMatchObject({ direction: "over", opportunities: 20 });
  });

  it("of an engine that adds it in one slice concentrates there, among charts whose reference lacks it", async () => {
    const added = chartsOf([
      { name: "in", count: 20, reference: "I10", engine: "I10 E87.6", columns: () => ({ payer: "A" }) },
      {
        name: "in-true",
        count: 10,
        reference: "I10 E87.6",
        engine: "I10 E87.6",
        columns: () => ({ payer: "A" }),
      },
      { name: "out", count: 70, reference: "I10", engine: "I10", columns: () => ({ payer: "B" }) },
    ]);
    const error = errorOf(await recur(added, { slices: ["payer"] }), "added", null, "E87.6");
    expect(error).toMatchObject({ encounters: 20, opportunities: 30 });
    expect(error.concentrations).toHaveLength(1);
    expect(error.concentrations[0]).toMatchObject({
      value: "A",
      encounters: 20,
      opportunities: 20,
      lift: null,
    });
    expect((error.concentrations[0]?.p ?? 1) * choose(90, 20)).toBeCloseTo(1, 6);
  });

  it("that is always invalid is found against all others, whatever the reference holds", async () => {
    const ranges = chartsOf([
      { name: "range", count: 6, reference: "I10", engine: "I10 M60-M79" },
      { name: "other", count: 30, reference: "I10 E78.5", engine: "I10 E87.6" },
    ]);
    const error = errorOf(await recur(ranges), "invalid_code", null, "M60-M79");
    expect(error).toMatchObject({ encounters: 6, opportunities: 6, direction: "over" });
    expect(error.p * choose(72, 6)).toBeCloseTo(1, 9);
  });

  it("names the code that the engine oftenest lists first instead", async () => {
    const numbered = (id: string, codes: string) =>
      codes.split(" ").flatMap((code, index) => assign(id, code, { sequence: index + 1 }));
    const ids = Array.from({ length: 40 }, (_, index) => `e${String(index).padStart(2, "0")}`);
    const found = await recur({
      encounters: ids.map((encounter_id) => ({ encounter_id })),
      codes: ids.flatMap((id, index) => numbered(id, index < 10 ? "A41.9 J18.9 N39.0" : "I10 J18.9")),
      engine_codes: ids.flatMap((id, index) => {
        if (index >= 10) return numbered(id, "I10 J18.9");
        return numbered(id, index < 7 ? "J18.9 A41.9 N39.0" : "N39.0 A41.9 J18.9");
      }),
    });
    const error = errorOf(found, "wrong_principal", "A41.9", "J18.9");
    expect(error).toMatchObject({ encounters: 10, opportunities: 10, direction: "other", share: 1 });
    expect(error.p * choose(40, 10)).toBeCloseTo(1, 9);
  });

  it("says so where the engine mostly gave no answer", async () => {
    const tables = chartsOf([
      { name: "silent", count: 8, reference: "O80", engine: "" },
      { name: "coded", count: 40, reference: "I10", engine: "I10" },
    ]);
    const responses = (tables.engine_responses ?? []).map((row, index) =>
      index < 8 ? { ...row, status: "abstained", reason: "out_of_scope" } : row,
    );
    const error = errorOf(await recur({ ...tables, engine_responses: responses }), "missed", "O80", null);
    expect(error.detail).toBe("no answer in 8 of 8");
  });
});

describe("the sides swapped", () => {
  it("mirror every error: missed and added, lost and gained, with the same p", async () => {
    const [found, mirrored] = [await recur(charts), await recur(swapSides(charts))];
    expect(names(mirrored.errors)).toEqual([
      "added null → J18.9",
      "missed M54.5 → null",
      "specificity_gained I50.9 → I50.23",
    ]);
    const twins = [
      [
        errorOf(found, "specificity_lost", "I50.23", "I50.9"),
        errorOf(mirrored, "specificity_gained", "I50.9", "I50.23"),
      ],
      [errorOf(found, "missed", "J18.9", null), errorOf(mirrored, "added", null, "J18.9")],
      [errorOf(found, "added", null, "M54.5"), errorOf(mirrored, "missed", "M54.5", null)],
    ];
    for (const [one, other] of twins) {
      expect(other?.p).toBe(one?.p);
      expect(other?.q).toBe(one?.q);
      expect([one?.direction, other?.direction].sort()).toEqual(["over", "under"]);
    }
  });
});

describe("every chart right", () => {
  it("gives no error, no set, no code", async () => {
    const found = await recur(
      chartsOf([{ name: "right", count: 30, reference: "I10 E78.5", engine: "I10 E78.5" }]),
    );
    expect(found).toEqual({ errors: [], sets: [], codes: [] });
  });

  it("and an engine that gives no DRG at all misses none", async () => {
    const tables = chartsOf([{ name: "stay", count: 30, reference: "I10", engine: "I10" }]);
    const drgs = tables.encounters.map((row) => ({ ...row, system: "MS-DRG", code: "291" }));
    const found = await recur(
      { ...tables, codes: [...(tables.codes ?? []), ...drgs] },
      { systems: ["ICD-10-CM", "MS-DRG"] },
    );
    expect(found).toEqual({ errors: [], sets: [], codes: [] });
  });
});

describe("the same charts", () => {
  it("give the same bytes with one thread and with four, and in any order", async () => {
    const [one, four] = [
      await recur(charts, sliced, undefined, 1),
      await recur(charts, sliced, undefined, 4),
    ];
    expect(JSON.stringify(four)).toBe(JSON.stringify(one));
    const turned = {
      ...charts,
      encounters: charts.encounters.toReversed(),
      codes: charts.codes?.toReversed() ?? [],
      engine_codes: charts.engine_codes?.toReversed() ?? [],
    };
    expect(JSON.stringify(await recur(turned, sliced))).toBe(JSON.stringify(one));
  });
});
