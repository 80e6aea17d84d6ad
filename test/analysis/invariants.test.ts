import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/effects.ts";
import { type Chart, makeCharts, tablesOf } from "./charts.ts";
import { answer, assign, measure, type Row, type Tables } from "./made-tables.ts";

function identical(charts: readonly Chart[]): Chart[] {
  return charts.map((chart) => ({ ...chart, engine: chart.reference, second: null }));
}

function swapped(charts: readonly Chart[]): Chart[] {
  return charts.map((chart) => ({
    ...chart,
    engine: chart.reference,
    reference: chart.engine,
    second: null,
  }));
}

function shuffleRows(rows: readonly Row[], seed: number): Row[] {
  const random = seededRandom(seed);
  return rows
    .map((row) => ({ row, draw: random() }))
    .sort((a, b) => a.draw - b.draw)
    .map(({ row }) => row);
}

function shuffle({ library, ...tables }: Tables, seed: number): Tables {
  const entries = Object.entries(tables).map(([name, rows]) => [name, shuffleRows(rows, seed)] as const);
  return { ...Object.fromEntries(entries), library, encounters: shuffleRows(tables.encounters, seed + 1) };
}

const charts = makeCharts(40, 15, 3);

describe("an engine identical with the coders", () => {
  it("shows no disagreement anywhere", async () => {
    const { analysis } = await measure(tablesOf(identical(charts)));
    const shares = analysis.figures.filter(({ metric }) =>
      /^(codes|encounters)\.(?!.*unleaked)/.test(metric),
    );
    expect(shares.length).toBeGreaterThan(30);
    expect(new Set(shares.map(({ value }) => value))).toEqual(new Set([1]));
    expect(analysis.tables.codes.every(({ over, missed, p }) => over === 0 && missed === 0 && p === 1)).toBe(
      true,
    );
    expect(
      new Set(analysis.tables.codes.map(({ q, q_all, direction }) => `${q} ${q_all} ${direction}`)),
    ).toEqual(new Set(["null null null"]));
  });

  it("has Clopper–Pearson bounds on Kish's size: 4 of 4 gives .025^(1/4)", async () => {
    const alike = ["e1", "e2", "e3", "e4"].map((encounter) => ({
      encounter,
      patient: encounter,
      reference: ["A00"],
      engine: ["A00"],
      second: null,
    }));
    const { figure } = await measure(tablesOf(alike));
    const f1 = figure("codes.f1");
    expect(f1).toMatchObject({ value: 1, upper: 1, n_effective: 4, rare_clusters: 0 });
    expect(f1.lower).toBeCloseTo(0.3976354, 7);
    expect(f1.method).toBe("Clopper–Pearson on Kish's size, by patient");
  });
});

describe("swapping engine and reference", () => {
  it("swaps precision with recall and over with missed, and leaves what is symmetric", async () => {
    const bare = charts.map((chart) => ({ ...chart, second: null }));
    const [one, other] = [await measure(tablesOf(bare)), await measure(tablesOf(swapped(charts)))];
    expect(other.value("codes.precision")).toBe(one.value("codes.recall"));
    expect(other.value("codes.recall")).toBe(one.value("codes.precision"));
    for (const metric of ["codes.f1", "encounters.jaccard", "encounters.f1", "encounters.exact_match"])
      expect(other.figure(metric)).toEqual(one.figure(metric));
    for (const metric of ["codes.f1_macro.union", "codes.f1_macro.harmonic"])
      expect(other.value(metric)).toBe(one.value(metric));
    for (const row of one.analysis.tables.codes) {
      const mirror = other.code(row.code);
      expect([mirror.both, mirror.over, mirror.missed]).toEqual([row.both, row.missed, row.over]);
      expect([mirror.p, mirror.q, mirror.q_all]).toEqual([row.p, row.q, row.q_all]);
    }
  });
});

describe("shuffled source rows", () => {
  it.each([11, 12])("give the same bytes (seed %i)", async (seed) => {
    const tables = tablesOf(charts);
    const input = { slices: ["patient_id"] };
    const [one, other] = [await measure(tables, input), await measure(shuffle(tables, seed), input)];
    expect(JSON.stringify(other.analysis)).toBe(JSON.stringify(one.analysis));
  });
});

describe("an engine that holds everything back", () => {
  const held: Tables = {
    ...tablesOf(charts),
    engine_responses: charts.map(({ encounter }) =>
      answer(encounter, "abstained", { reason: "low_confidence" }),
    ),
  };

  it("has no precision, a recall of 0, and nothing that is not a number", async () => {
    const { figure, value, analysis } = await measure(held, { slices: ["patient_id"] });
    expect(figure("codes.precision")).toMatchObject({ value: null, note: "the engine gave no code here" });
    expect(value("codes.recall")).toBe(0);
    expect(value("codes.f1")).toBe(0);
    expect(figure("codes.recall").upper).toBeGreaterThan(0);
    expect(figure("codes.recall.answered")).toMatchObject({ value: null, note: "no encounter was answered" });
    expect(value("engine.abstention_rate")).toBe(1);
    expect(value("engine.answered_rate")).toBe(0);
    const numbers = [...analysis.figures, ...analysis.tables.codes].flatMap((row) => Object.values(row));
    expect(numbers.filter((each) => typeof each === "number" && !Number.isFinite(each))).toEqual([]);
  });

  it("has its codes kept apart and counted", async () => {
    const { analysis } = await measure(held);
    const given = charts.reduce((total, { engine }) => total + engine.length, 0);
    expect(analysis.tables.codes.every(({ both, over }) => both + over === 0)).toBe(true);
    expect(analysis.tables.notices).toContainEqual({
      notice: "codes of held or failed answers, kept apart",
      side: "engine",
      system: "ICD-10-CM",
      count: given,
    });
  });
});

describe("answered figures", () => {
  it("leave out what was held or failed, which the main figures count as missed", async () => {
    const { figure, value } = await measure({
      encounters: ["e1", "e2", "e3", "e4"].map((encounter_id) => ({ encounter_id })),
      codes: [
        ...assign("e1", "A00 B00"),
        ...assign("e2", "A00"),
        ...assign("e3", "C00 D00"),
        ...assign("e4", "E00"),
      ],
      engine_codes: [...assign("e1", "A00 F00"), ...assign("e2", "A00"), ...assign("e3", "C00")],
      engine_responses: [
        answer("e1", "coded"),
        answer("e2", "coded"),
        answer("e3", "abstained"),
        answer("e4", "failed", { error: "timed out" }),
      ],
    });
    expect(figure("codes.recall")).toMatchObject({ numerator: 2, denominator: 6, encounters: 4 });
    expect(figure("codes.recall.answered")).toMatchObject({ numerator: 2, denominator: 3, encounters: 2 });
    expect(figure("codes.precision")).toMatchObject({ numerator: 2, denominator: 3 });
    expect(value("codes.f1")).toBe(4 / 9);
    expect(value("codes.f1.answered")).toBe(4 / 6);
    expect(value("codes.net_accuracy")).toBe(1 / 6);
    expect(value("codes.net_accuracy.answered")).toBe(1 / 3);
    expect(value("encounters.exact_match")).toBe(1 / 4);
    expect(value("encounters.exact_match.answered")).toBe(1 / 2);
    expect(value("encounters.jaccard")).toBeCloseTo((1 / 3 + 1) / 4, 12);
    expect(value("encounters.jaccard.answered")).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(value("encounters.f1.answered")).toBeCloseTo((1 / 2 + 1) / 2, 12);
    // Codes of the reference: A 1, B 0, C 0, D 0, E 0; answered only: A 1, B 0.
    expect(value("codes.f1_macro.reference")).toBeCloseTo(1 / 5, 12);
    expect(value("codes.f1_macro.reference.answered")).toBeCloseTo(1 / 2, 12);
    expect(value("codes.f1_macro.union")).toBeCloseTo(1 / 6, 12);
    expect(value("codes.f1_macro.union.answered")).toBeCloseTo(1 / 3, 12);
    expect(value("engine.error_rate")).toBe(1 / 4);
  });
});
