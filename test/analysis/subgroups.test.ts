import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/stats/quantiles.ts";
import { measureTables, type SlicedChart, tablesOf } from "./sliced-charts.ts";

function chartsOf(count: number, name: string, chart: Partial<SlicedChart>): SlicedChart[] {
  return Array.from({ length: count }, (_, index) => ({
    encounter: `${name}${index}`,
    patient: `${name}${index}`,
    reference: ["A00"],
    engine: ["A00"],
    status: "coded",
    payer: "Medicare",
    region: "north",
    sex: "F",
    ...chart,
  }));
}

describe("one small table of subgroups", () => {
  const charts = [
    ...chartsOf(30, "right", {}),
    ...chartsOf(10, "wrong", { engine: ["B01"] }),
    ...chartsOf(45, "other-right", { payer: "Medicaid" }),
    ...chartsOf(5, "other-wrong", { payer: "Medicaid", engine: ["B01"] }),
    ...chartsOf(10, "few", { payer: null, status: "abstained" }),
  ];

  it("gives the shares, their difference and the larger of both variances", async () => {
    const { rows } = await measureTables(tablesOf(charts), { slices: ["payer"] });
    const row = rows.find(({ metric, value }) => metric === "codes.recall" && value === "Medicare");
    // 30 of 40 against 45 of 60 where 10 abstained: no difference; linearised 100/99·(.1875/40 + .1875/60).
    expect(row).toMatchObject({
      encounters: 40,
      value_of_slice: 0.75,
      value_of_rest: 0.75,
      difference: 0,
      p: 1,
      q: 1,
    });
    expect(row?.upper).toBeCloseTo(1.959963984540054 * Math.sqrt(0.0078125 * (100 / 99)), 12);
    const held = rows.find(
      ({ metric, value }) => metric === "engine.abstention_rate" && value === "Medicare",
    );
    // 0 of 40 against 10 of 60: common variance .1·.9·(1/40 + 1/60) = .00375, linearised .0023.
    expect(held).toMatchObject({ system: null, value_of_slice: 0, difference: -1 / 6 });
    expect(held?.p).toBeCloseTo(2 * normalCdf(-(1 / 6) / Math.sqrt(0.00375)), 12);
  });

  it("shows a slice of under 30 encounters without testing it, and says so", async () => {
    const { rows, notices } = await measureTables(tablesOf(charts), { slices: ["payer"] });
    const small = rows.filter(({ value }) => value === null);
    expect(small).toHaveLength(6);
    for (const { difference, lower, upper, p, q } of small) {
      expect([lower, upper, p, q]).toEqual([null, null, null, null]);
      if (difference !== null) expect(Math.abs(difference)).toBeLessThanOrEqual(1);
    }
    expect(small.find(({ metric }) => metric === "codes.precision")).toMatchObject({
      value_of_slice: null,
      value_of_rest: 75 / 90,
      difference: null,
    });
    expect(notices).toEqual([
      { notice: "slices of under 30 encounters: shown, not tested", side: null, system: null, count: 1 },
    ]);
  });

  it("gives p 1 and no bounds where nothing varies in the whole run", async () => {
    const { rows } = await measureTables(tablesOf(charts), { slices: ["payer"] });
    const failures = rows.filter(({ metric, value }) => metric === "engine.error_rate" && value !== null);
    expect(failures).toHaveLength(2);
    for (const row of failures) expect(row).toMatchObject({ difference: 0, lower: null, upper: null, p: 1 });
  });

  it("crosses two columns from 30 encounters on, and names not recorded ones", async () => {
    const sliced = charts.map((chart, index) => ({ ...chart, region: index % 5 === 0 ? "south" : "north" }));
    const { rows } = await measureTables(tablesOf(sliced), { slices: ["payer", "region"] });
    const crossed = rows.filter(({ column }) => column === "payer × region");
    expect([...new Set(crossed.map(({ value }) => value))]).toEqual(["Medicaid × north", "Medicare × north"]);
    const split = chartsOf(30, "unknown", { payer: null, region: "south" });
    const more = await measureTables(tablesOf([...sliced, ...split]), { slices: ["payer", "region"] });
    expect(more.rows.map(({ value }) => value)).toContain("not recorded × south");
  });

  it("does not cross where that is one of the slices again", async () => {
    const sliced = charts.map((chart) => ({
      ...chart,
      region: chart.payer === "Medicare" ? "south" : "north",
    }));
    const { rows } = await measureTables(tablesOf(sliced), { slices: ["payer", "region"] });
    expect(rows.filter(({ column }) => column.includes("×"))).toEqual([]);
  });

  it("has the largest slices first", async () => {
    const { rows } = await measureTables(tablesOf(charts), { slices: ["payer"] });
    expect([...new Set(rows.map(({ value }) => value))]).toEqual(["Medicaid", "Medicare", null]);
    expect(rows.slice(0, 6).map(({ metric }) => metric)).toEqual([
      "codes.f1",
      "codes.precision",
      "codes.recall",
      "encounters.exact_match",
      "engine.abstention_rate",
      "engine.error_rate",
    ]);
  });

  it("compares each code system and all together where they are several, none for a DRG never given", async () => {
    const tables = tablesOf(charts);
    const { rows } = await measureTables(
      {
        ...tables,
        codes: [
          ...(tables.codes ?? []),
          { encounter_id: "right0", system: "CPT", code: "99213" },
          { encounter_id: "right0", system: "MS-DRG", code: "194" },
        ],
      },
      { slices: ["payer"], systems: ["ICD-10-CM", "CPT", "MS-DRG"] },
    );
    const systems = new Set(rows.map(({ system }) => system));
    expect(systems).toEqual(new Set(["all", "ICD-10-CM", "CPT", null]));
    const cpt = rows.find(({ system, metric }) => system === "CPT" && metric === "codes.recall");
    expect(cpt).toMatchObject({
      encounters: 40,
      value_of_slice: 0,
      value_of_rest: null,
      difference: null,
      p: null,
    });
  });

  it("is empty without a slice, and keeps long columns to values of 30 encounters, uncrossed", async () => {
    expect((await measureTables(tablesOf(charts), {})).rows).toEqual([]);
    const many = [
      ...chartsOf(40, "same", { region: "large" }),
      ...Array.from({ length: 210 }, (_, index) => chartsOf(1, `r${index}-`, { region: `r${index}` })).flat(),
    ];
    const { rows, notices } = await measureTables(tablesOf(many), { slices: ["region", "payer"] });
    expect([...new Set(rows.map(({ column, value }) => `${column}: ${value}`))]).toEqual([
      "payer: Medicare",
      "region: large",
    ]);
    expect(notices.map(({ count }) => count)).toEqual([210]);
  });
});
