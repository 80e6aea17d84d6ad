import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benchmarkSchema } from "../../src/domain/benchmark.ts";
import type { Figure } from "../../src/domain/figure.ts";
import { type Chart, jackknifeGroups, macroFigures, makeCharts, sum, tablesOf } from "./charts.ts";
import { answer, measure } from "./made-tables.ts";
import { randomCharts, randomStatuses } from "./random-charts.ts";

const metrics = ["codes.f1_macro.reference", "codes.f1_macro.union", "codes.f1_macro.harmonic"];
const fixedPointError = 1e-10;

function withoutEachGroup(charts: readonly Chart[], seed: number): Readonly<Record<string, number>>[] {
  const groups = jackknifeGroups([...new Set(charts.map(({ patient }) => patient))], seed);
  return [...new Set(groups.values())].map((group) =>
    macroFigures(charts.filter(({ patient }) => groups.get(patient) !== group)),
  );
}

function macroOf(charts: readonly Chart[], metric: string): number | null {
  const value = macroFigures(charts)[metric] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

/** Holds a figure of few patients, each its own group, against the figures without each of them in turn. */
function expectDeleted(made: Figure, charts: readonly Chart[], patients: readonly string[], metric: string) {
  const theta = macroOf(charts, metric);
  if (theta === null) {
    expect(made).toMatchObject({ value: null, se: null });
    return;
  }
  expect(made.value).toBeCloseTo(theta, 10);
  const thetas = patients.map((patient) =>
    macroOf(
      charts.filter((chart) => chart.patient !== patient),
      metric,
    ),
  );
  const squares = thetas.flatMap((without) => (without === null ? [] : [(without - theta) ** 2]));
  if (squares.length < Math.max(2, patients.length)) expect(made.se).toBeNull();
  else expect((made.se ?? Number.NaN) ** 2).toBeCloseTo((1 - 1 / squares.length) * sum(squares), 10);
}

describe("macro figures", () => {
  it("of random charts are those got by deleting each patient, answered or not", async () => {
    const property = fc.asyncProperty(randomCharts, randomStatuses, async (charts, drawn) => {
      const statusAt = (index: number) => drawn[index % drawn.length] ?? "coded";
      const coded = charts.filter((_, index) => statusAt(index) === "coded");
      const emptied = charts.map((chart) => (coded.includes(chart) ? chart : { ...chart, engine: [] }));
      const patients = [...new Set(charts.map(({ patient }) => patient))];
      const { figure } = await measure({
        ...tablesOf(charts),
        engine_responses: charts.map(({ encounter }, index) => answer(encounter, statusAt(index))),
      });
      for (const metric of metrics) {
        expectDeleted(figure(metric), emptied, patients, metric);
        expectDeleted(figure(`${metric}.answered`), coded, patients, metric);
      }
    });
    await fc.assert(property, { numRuns: 8, seed: 3 });
  });

  it.each([
    ["few patients, each a group", 40, 12, 12],
    ["many patients in a hundred groups", 400, 230, 100],
  ])("of %s are those got by deleting each group in turn", async (_, encounters, patients, groups) => {
    const charts = makeCharts(encounters, patients, 19);
    const { figure } = await measure(tablesOf(charts), { seed: 41 });
    const full = macroFigures(charts);
    const thetas = withoutEachGroup(charts, 41);
    expect(thetas.length).toBeLessThanOrEqual(groups);
    for (const metric of metrics) {
      const theta = full[metric] ?? Number.NaN;
      const squares = thetas.map((without) => ((without[metric] ?? Number.NaN) - theta) ** 2);
      const variance = ((thetas.length - 1) / thetas.length) * sum(squares);
      const made = figure(metric);
      expect(Math.abs((made.value ?? Number.NaN) - theta)).toBeLessThan(fixedPointError);
      expect(Math.abs((made.se ?? Number.NaN) - Math.sqrt(variance))).toBeLessThan(fixedPointError);
      expect(made).toMatchObject({ df: thetas.length - 1, scale: "identity" });
      expect(made.upper).toBeGreaterThan(theta);
    }
  });

  it("say what their interval is for, and warn of few groups", async () => {
    const { figure } = await measure(tablesOf(makeCharts(40, 12, 19)));
    expect(figure("codes.f1_macro.union").note).toBe(
      "the interval is for the expected value at this sample size; only 12 groups: take it with care",
    );
  });

  it("have no interval where one group holds every code", async () => {
    const { figure } = await measure(
      tablesOf([
        { encounter: "e1", patient: "p1", reference: ["A00"], engine: ["A00", "B00"], second: null },
        { encounter: "e2", patient: "p2", reference: [], engine: [], second: null },
      ]),
    );
    expect(figure("codes.f1_macro.union")).toMatchObject({
      value: 0.5,
      lower: null,
      upper: null,
      se: null,
      note: "one group holds every code: no interval",
    });
  });

  it("depend on the seed in their intervals alone", async () => {
    const tables = tablesOf(makeCharts(400, 230, 19));
    const [one, other] = [await measure(tables, { seed: 1 }), await measure(tables, { seed: 2 })];
    expect(other.value("codes.f1_macro.union")).toBe(one.value("codes.f1_macro.union"));
    expect(other.figure("codes.f1_macro.union").se).not.toBe(one.figure("codes.f1_macro.union").se);
    expect(other.figure("codes.f1")).toEqual(one.figure("codes.f1"));
  });

  it("over frequent codes leave the others out, of every replicate too, by the full sample", async () => {
    const charts = makeCharts(60, 20, 23);
    const of = (code: string) => charts.filter(({ reference }) => reference.includes(code)).length;
    const counts = [...new Set(charts.flatMap(({ reference }) => reference))].map(of).sort((a, b) => a - b);
    const support = counts[3] ?? 0;
    const keep = (codes: readonly string[]) => codes.filter((code) => of(code) >= support);
    const frequent = charts.map((chart) => ({
      ...chart,
      reference: keep(chart.reference),
      engine: keep(chart.engine),
    }));
    const asked = benchmarkSchema.parse({
      metric: "codes.f1_macro.union",
      at_least: 0,
      min_support: support,
    });
    const { figure } = await measure(tablesOf(charts), { benchmarks: [asked] });
    for (const metric of metrics) {
      const patients = [...new Set(charts.map(({ patient }) => patient))];
      expectDeleted(figure(`${metric}.supported`), frequent, patients, metric);
    }
    expect(figure("codes.f1_macro.union.supported").method).toContain(
      `over codes with ${support} encounters or more in the reference`,
    );
  });
});
