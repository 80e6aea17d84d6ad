import { describe, expect, it } from "vitest";
import type { PlanSpec } from "../../../src/domain/automation-spec.ts";
import { benchmarkSchema, looksSchema } from "../../../src/domain/benchmark.ts";
import type { Figure } from "../../../src/domain/figure.ts";
import { planDocumentSchema } from "../../../src/domain/plan-document.ts";
import { planGate } from "../../../src/gate/plan/plan-gate.ts";
import { noPlanOptions, openPilot, type PlanOptions } from "../../../src/gate/plan/plan-inputs.ts";
import { figureOf, proportionOf, resultsOf } from "../measurements.ts";

interface Planning {
  readonly spec?: PlanSpec;
  readonly pilot?: readonly Figure[];
  readonly options?: Partial<PlanOptions>;
  readonly looks?: "once" | "sequential";
}

function pilotOf(figures: readonly Figure[]) {
  const results = resultsOf(figures);
  const flow = [{ step: "compared" as const, encounters: 1000, dropped: [] }];
  return openPilot({ results: { ...results, tables: { ...results.tables, flow } }, service: null });
}

function planOf(benchmarks: readonly object[], planning: Planning = {}) {
  const { spec = {}, pilot, options = {}, looks: mode = "once" } = planning;
  const plan = planGate({
    scenario: "pilot",
    gate: {
      confidence: 0.95,
      looks: looksSchema.parse({ mode }),
      benchmarks: benchmarks.map((benchmark) => benchmarkSchema.parse(benchmark)),
      waivers: [],
      baseline: null,
    },
    spec,
    pilot: pilot === undefined ? null : pilotOf(pilot),
    options: { ...noPlanOptions, ...options },
  });
  return planDocumentSchema.parse(plan);
}

function rowOf(benchmark: object, planning: Planning = {}) {
  const [row] = planOf([benchmark], planning).benchmarks;
  if (row === undefined) throw new Error("no row");
  return row;
}

const exact = { metric: "encounters.exact_match", at_least: 0.95 };

describe("a plan without a pilot", () => {
  // Fewest n at which 80 and 90 % of samples allow no more errors than Clopper–Pearson does, by exact binomials
  it("counts simple proportions exactly", () => {
    const row = rowOf({ ...exact, expected: 0.999 });
    expect([row.encounters_80, row.encounters_90]).toEqual([59, 59]);
    expect(row.curve).toHaveLength(30);
    expect(row.curve.find(({ encounters }) => encounters >= 59)?.power).toBeCloseTo(0.943, 2);
  });

  it("turns encounters into weeks of the site, each kind by its own volume", () => {
    const spec = { encounters_per_week: 400, doubly_coded_share: 0.1, adjudicated_per_week: 25 };
    const { benchmarks } = planOf(
      [
        { ...exact, expected: 0.97 },
        { metric: "human.encounters.exact_match", at_least: 0.95, expected: 0.97 },
        { metric: "true.encounters.exact_match", at_least: 0.95, expected: 0.99 },
        { metric: "encounters.exact_match", no_worse_by: 0.05, relative_to: "human" },
      ],
      { spec },
    );
    expect(benchmarks.map(({ counts }) => counts)).toEqual([
      "encounters",
      "doubly-coded",
      "adjudicated",
      "doubly-coded",
    ]);
    const weeks = [400, 40, 25].map((perWeek, at) =>
      Math.ceil((benchmarks[at]?.encounters_80 ?? Number.NaN) / perWeek),
    );
    expect(benchmarks.slice(0, 3).map(({ weeks_80 }) => weeks_80)).toEqual(weeks);
  });

  it("counts each chart as one trial where nobody says how alike its codes are", () => {
    const plan = planOf([{ metric: "codes.recall", at_least: 0.95, expected: 0.97 }]);
    expect(plan.benchmarks[0]).toMatchObject({
      design_effect: 1,
      design_effect_from: "assumed",
      units_per_encounter: 1,
    });
    expect(plan.assumptions.join(" ")).toContain("one trial, right or wrong together");
  });

  it("takes design effect and codes from the scenario, and before it from the command", () => {
    const recall = { metric: "codes.recall", at_least: 0.95, expected: 0.97 };
    const spec = { design_effect: 2.3, codes_per_encounter: 5 };
    const written = rowOf(recall, { spec });
    const told = rowOf(recall, { spec, options: { designEffect: 1.5 } });
    expect([written.design_effect, written.design_effect_from]).toEqual([2.3, "scenario"]);
    expect([told.design_effect, told.design_effect_from]).toEqual([1.5, "option"]);
    expect(told.encounters_80 ?? 0).toBeLessThan(written.encounters_80 ?? 0);
  });

  it("asks for more the nearer the truth lies to the threshold", () => {
    const { margins } = rowOf({ ...exact, expected: 0.99 });
    expect(margins.map(({ value }) => value)).toEqual([0.96, 0.97, 0.98, 0.99]);
    const counts = margins.map(({ encounters_80 }) => encounters_80 ?? 0);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  it("says why where nothing can be reckoned", () => {
    const notes = planOf([
      exact,
      { ...exact, expected: 0.95 },
      { ...exact, expected: 0.97, on: "point" },
      { metric: "codes.net_accuracy", at_least: 0.9, expected: 0.95 },
      { metric: "calibration.ece", at_most: 0.1, expected: 0.05 },
      { metric: "codes.recall", better_by: 0.02, baseline: "before", expected: 0.04 },
    ]).benchmarks.map(({ encounters_80, note }) => [encounters_80, note]);
    expect(notes).toEqual([
      [null, "no true value to reckon with: add expected, or give --expected or --pilot"],
      [null, "the value expected, 0.95, is not above 0.95: no number of encounters proves it"],
      [null, "the value itself is held, whatever its uncertainty: no number of encounters proves it"],
      [null, "how the figure varies is not known: give a pilot run that measured it"],
      [null, "the figure has no interval, so no number of encounters can be told"],
      [
        null,
        "how the two sides differ is not known: give a pilot run, or a benchmark on codes.recall with expected",
      ],
    ]);
  });

  it("reckons a difference from the value of the metric, as if both sides erred independently", () => {
    const plan = planOf([
      { ...exact, expected: 0.96 },
      { metric: "encounters.exact_match", no_worse_by: 0.02, baseline: "before" },
    ]);
    const [, row] = plan.benchmarks;
    // se² = 2 · .96 · .04 / n; (.02 − .842·se)² = 1.645²·(se² + (.02 − .842·se)/n) at n = 1323, and a little more for t
    expect(row?.encounters_80).toBeGreaterThanOrEqual(1323);
    expect(row?.encounters_80).toBeLessThan(1330);
    expect(row).toMatchObject({ expected: 0, expected_from: "assumed" });
    expect(plan.assumptions.join(" ")).toContain("err independently");
  });

  it("never counts fewer than min_encounters, and costs more where the gate looks again and again", () => {
    const row = { ...exact, expected: 0.97 };
    expect(rowOf({ ...row, min_encounters: 5000 }).encounters_80).toBe(5000);
    const often = rowOf(row, { looks: "sequential" }).encounters_80 ?? 0;
    expect(often).toBeGreaterThan(rowOf(row).encounters_80 ?? 0);
  });
});

describe("a plan with a pilot", () => {
  const recall = { metric: "codes.recall", system: "ICD-10-CM", at_least: 0.9 };

  it("takes value, design effect, codes and the share of encounters from it", () => {
    const figure = figureOf({ se: Math.sqrt((2 * 0.912 * 0.088) / 1000) });
    const row = rowOf(recall, { pilot: [figure], spec: { encounters_per_week: 400 } });
    expect(row).toMatchObject({ expected: 0.912, expected_from: "pilot", share: 0.25, note: null });
    expect(row.design_effect).toBeCloseTo(2, 5);
    expect(row.units_per_encounter).toBe(4);
    expect(row.site_80).toBe((row.encounters_80 ?? 0) * 4);
    expect(row.weeks_80).toBe(Math.ceil((row.site_80 ?? 0) / 400));
  });

  it("lets the benchmark, and before it the command, tell another true value", () => {
    const figure = figureOf();
    const written = rowOf({ ...recall, expected: 0.95 }, { pilot: [figure] });
    const options = { expectedOf: new Map([["codes.recall", 0.97]]) };
    const told = rowOf({ ...recall, expected: 0.95 }, { pilot: [figure], options });
    expect([written.expected, told.expected]).toEqual([0.95, 0.97]);
    expect(rowOf(recall, { pilot: [figure], options: { expected: 0.96 } }).expected).toBe(0.96);
  });

  it("makes a row of each value that a sweep will meet", () => {
    const slices = ["A", "B"].map((payer) => figureOf({ slice: { payer }, encounters: 125 }));
    const { slice: _none, ...swept } = { ...recall, slice: undefined, each: "payer", expected: 0.95 };
    const { benchmarks } = planOf([swept], { pilot: [figureOf(), ...slices] });
    expect(benchmarks.map(({ slice, share }) => [slice?.payer, share])).toEqual([
      ["A", 0.125],
      ["B", 0.125],
    ]);
  });

  it("warns where the pilot saw no error at all", () => {
    const row = rowOf(exact, { pilot: [proportionOf(40, 40, { system: "all" })] });
    expect(row.encounters_80).toBe(59);
    expect(row.note).toContain("no exception in 40 encounters");
  });

  it("says how many encounters are enough for all benchmarks together, more than for any alone", () => {
    const pilot = [figureOf(), proportionOf(900, 1000, { system: "all" })];
    const plan = planOf(
      [
        { ...recall, expected: 0.95 },
        { metric: "encounters.exact_match", at_least: 0.87 },
      ],
      { pilot },
    );
    const most = Math.max(...plan.benchmarks.map(({ site_80 }) => site_80 ?? 0));
    expect(plan.together.encounters_80 ?? 0).toBeGreaterThanOrEqual(most);
    expect(plan.together.note).toBeNull();
  });

  it("tells benchmarks over other encounters apart, and names those that cannot be reckoned", () => {
    const { together } = planOf(
      [
        { ...exact, expected: 0.97 },
        { name: "by review", metric: "true.encounters.exact_match", at_least: 0.95, expected: 0.99 },
        { name: "failures", metric: "engine.error_rate", at_most: 0.02, on: "point" },
      ],
      { spec: { adjudicated_per_week: 25 } },
    );
    expect(together.left_out).toEqual(["failures"]);
    expect(together.apart).toMatchObject([{ counts: "adjudicated", names: ["by review"] }]);
    const [apart] = together.apart;
    expect(apart?.weeks_90).toBe(Math.ceil((apart?.encounters_90 ?? 0) / 25));
  });

  it("takes how alike reviewed charts are from the pilot's agreement, and calls the count an upper limit", () => {
    const benchmark = { metric: "true.codes.recall", system: "ICD-10-CM", at_least: 0.85, expected: 0.9 };
    const [blind, told] = [rowOf(benchmark), rowOf(benchmark, { pilot: [figureOf()] })];
    expect([blind.design_effect_from, told.design_effect_from]).toEqual(["assumed", "pilot"]);
    expect(told.encounters_80 ?? 0).toBeLessThan(blind.encounters_80 ?? 0);
    expect(told.note).toContain("an upper limit");
  });
});
