import { describe, expect, it } from "vitest";
import { chartsOf, choose, errorOf, recur } from "./recur.ts";

/**
 * Charts that all hold three codes that agree, and I10 and E78.5: both missed together in 10, one alone in 2 and 2,
 * neither in 26.
 */
const charts = chartsOf([
  { name: "both", count: 10, reference: "I10 E78.5 J45.909 N39.0 K21.9", engine: "J45.909 N39.0 K21.9" },
  { name: "one", count: 2, reference: "I10 E78.5 J45.909 N39.0 K21.9", engine: "E78.5 J45.909 N39.0 K21.9" },
  { name: "two", count: 2, reference: "I10 E78.5 J45.909 N39.0 K21.9", engine: "I10 J45.909 N39.0 K21.9" },
  {
    name: "none",
    count: 26,
    reference: "I10 E78.5 J45.909 N39.0 K21.9",
    engine: "I10 E78.5 J45.909 N39.0 K21.9",
  },
]);

describe("errors that come together", () => {
  it("are found with what chance would give: 10 of 12 and 12 in 40 answers", async () => {
    const found = await recur(charts);
    const [lipids, pressure] = [
      errorOf(found, "missed", "E78.5", null),
      errorOf(found, "missed", "I10", null),
    ];
    expect(found.errors.map(({ encounters }) => encounters)).toEqual([12, 12]);
    expect(found.sets).toHaveLength(1);
    expect(found.sets[0]).toMatchObject({
      system: "ICD-10-CM",
      first: lipids.id,
      second: pressure.id,
      encounters: 10,
      expected: 3.6,
    });
    const ways = choose(12, 10) * choose(28, 2) + choose(12, 11) * choose(28, 1) + 1;
    expect(found.sets[0]?.lift).toBeCloseTo(10 / 3.6, 12);
    expect(found.sets[0]?.p).toBeCloseTo(ways / choose(40, 12), 15);
    expect(found.sets[0]?.q).toBe(found.sets[0]?.p);
  });

  it("are none where the engine gave no answer: it misses everything there", async () => {
    const silent = (charts.engine_responses ?? []).map((row, index) =>
      index < 10 ? { ...row, status: "failed" } : row,
    );
    const found = await recur({
      ...charts,
      engine_codes: (charts.engine_codes ?? []).filter((row) => !`${row.encounter_id}`.startsWith("both")),
      engine_responses: silent,
    });
    expect(found.sets).toEqual([]);
  });
});

describe("the worst codes", () => {
  it("list each way in which a code is got wrong, side by side, with its partner and examples", async () => {
    const found = await recur(
      chartsOf([
        { name: "a", count: 7, reference: "I50.23", engine: "I50.9" },
        { name: "b", count: 3, reference: "I50.23", engine: "I50.22" },
        { name: "c", count: 2, reference: "I10", engine: "I10 I50.23" },
      ]),
    );
    const rows = found.codes.filter(({ code }) => code === "I50.23");
    expect(found.codes[0]?.code, "the most unmatched assignments first").toBe("I50.23");
    expect(rows.map(({ side, partner, encounters }) => [side, partner, encounters])).toEqual([
      ["missed", "I50.9", 7],
      ["missed", "I50.22", 3],
      ["over", null, 2],
    ]);
    expect(rows[0]?.examples).toEqual(["a-000", "a-001", "a-002", "a-003", "a-004"]);
    expect(rows[2]).toMatchObject({ class: "added", partner_title: null, examples: ["c-000", "c-001"] });
  });

  it("are fifty codes, and ten ways a code and side, at most", async () => {
    const two = (index: number) => String(index).padStart(2, "0");
    const groups = Array.from({ length: 60 }, (_, index) => ({
      name: `g${two(index)}`,
      count: 1 + (index % 3),
      reference: `A${two(index)}`,
      engine: "",
    }));
    const partners = Array.from({ length: 14 }, (_, index) => ({
      name: `p${two(index)}`,
      count: 1,
      reference: `B${two(10 + index)}`,
      engine: "B99.9",
    }));
    const found = await recur(chartsOf([...groups, ...partners]));
    expect(new Set(found.codes.map(({ code }) => code)).size).toBe(50);
    expect(found.codes.filter(({ code, side }) => code === "B99.9" && side === "over")).toHaveLength(10);
  });
});
