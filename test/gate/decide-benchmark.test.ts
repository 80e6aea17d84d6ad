import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/domain/figure.ts";
import { benchmarkResultSchema } from "../../src/domain/verdict.ts";
import { decideBenchmark } from "../../src/gate/decide-benchmark.ts";
import { clopperPearsonLower } from "../../src/stats/proportion.ts";
import { benchmarkOf, figureOf, proportionOf, resultsOf, serviceOf } from "./measurements.ts";

function decide(figures: readonly Figure[], changes: Record<string, unknown>, confidence = 0.95) {
  const result = decideBenchmark(
    benchmarkOf(changes),
    { results: resultsOf(figures), service: null },
    confidence,
  );
  expect(benchmarkResultSchema.parse(result)).toEqual(result);
  return result;
}

const exact = { metric: "encounters.exact_match" };

describe("a benchmark on the bound", () => {
  it("is met when the lower bound reaches the threshold", () => {
    const result = decide([proportionOf(197, 200)], { ...exact, at_least: 0.95 });
    expect(result.outcome).toBe("met");
    expect(result.bound).toBeCloseTo(clopperPearsonLower(197, 200, 0.95), 12);
    expect(result.bound).toBe(result.lower);
    expect(result.encounters).toBe(200);
    expect(result.encounters_needed).toBe(0);
    expect(result.reason).toBe(
      "0.985 measured; we can be sure of at least 0.962 at 95 % confidence, and at least 0.95 is required",
    );
  });

  it("is inconclusive when the value suffices and the bound does not, and says how many more are needed", () => {
    // the reference counts 73 more for 1 error in 80, by trying every n
    const result = decide([proportionOf(79, 80)], { ...exact, at_least: 0.95 });
    expect(result.outcome).toBe("inconclusive");
    expect(result.bound).toBe(result.lower);
    expect(result.encounters_needed).toBe(73);
    expect(result.reason).toBe(
      "0.988 measured; we can only be sure of at least 0.942 at 95 % confidence, and at least 0.95 is required",
    );
  });

  it("is inconclusive when the value falls short and chance may explain it", () => {
    const result = decide([proportionOf(93, 100)], { ...exact, at_least: 0.95 });
    expect(result.outcome).toBe("inconclusive");
    expect(result.encounters_needed).toBeNull();
    expect(result.reason).toBe(
      "0.93 measured, where at least 0.95 is required; but 0.967 cannot be ruled out at 95 % confidence",
    );
  });

  it("is not met when even the upper bound falls short", () => {
    const result = decide([figureOf()], { at_least: 0.95 });
    expect(result.outcome).toBe("not-met");
    expect(result.bound).toBe(result.upper);
    expect(result.reason).toBe(
      "0.912 measured; it is at most 0.927 at 95 % confidence, and at least 0.95 is required",
    );
  });

  it("mirrors for at_most", () => {
    const failed = (errors: number) =>
      proportionOf(errors, 1000, { metric: "engine.error_rate", system: null });
    const asked = { metric: "engine.error_rate", system: undefined, at_most: 0.01 };
    expect(decide([failed(3)], asked).outcome).toBe("met");
    expect(decide([failed(8)], asked).outcome).toBe("inconclusive");
    expect(decide([failed(30)], asked).outcome).toBe("not-met");
    expect(decide([failed(3)], asked).bound).toBe(decide([failed(3)], asked).upper);
    expect(decide([failed(30)], asked).bound).toBe(decide([failed(30)], asked).lower);
  });

  it("asks more evidence of a gate that wants more confidence", () => {
    const figure = proportionOf(197, 200);
    expect(decide([figure], { ...exact, at_least: 0.955 }).outcome).toBe("met");
    expect(decide([figure], { ...exact, at_least: 0.955 }, 0.99).outcome).toBe("inconclusive");
  });
});

describe("a benchmark on the point", () => {
  it("compares the value itself and says so", () => {
    const result = decide([figureOf()], { at_least: 0.91, on: "point" });
    expect(result).toMatchObject({ outcome: "met", bound: null, encounters_needed: null });
    expect(result.reason).toBe(
      "0.912 measured, and at least 0.91 is required of the value itself, whatever its uncertainty",
    );
    expect(decide([figureOf()], { at_least: 0.913, on: "point" }).outcome).toBe("not-met");
    expect(decide([figureOf()], { at_least: 0.912, on: "point" }).outcome).toBe("met");
  });

  it("is the only way to hold macro figures and latencies", () => {
    const macro = figureOf({ metric: "codes.f1_macro.reference", scale: "identity", value: 0.5 });
    const asked = { metric: "codes.f1_macro.reference", at_least: 0.4 };
    expect(decide([macro], asked)).toMatchObject({ outcome: "inconclusive", lower: null, upper: null });
    expect(decide([macro], asked).reason).toContain("on: point");
    expect(decide([macro], { ...asked, on: "point" }).outcome).toBe("met");
  });

  it("reads latencies from service.json", () => {
    const latency = figureOf({ metric: "engine.latency_ms.p95", system: null, value: 812.5, scale: null });
    const benchmark = benchmarkOf({
      metric: "engine.latency_ms.p95",
      system: undefined,
      at_most: 1000,
      on: "point",
    });
    const measured = { results: resultsOf([]), service: serviceOf([latency]) };
    expect(decideBenchmark(benchmark, measured, 0.95).outcome).toBe("met");
    const unmeasured = decideBenchmark(benchmark, { ...measured, service: null }, 0.95);
    expect(unmeasured).toMatchObject({ outcome: "inconclusive", value: null });
    expect(unmeasured.reason).toBe("engine.latency_ms.p95 was not measured: the run has no service.json");
  });
});

describe("a benchmark that cannot be judged is inconclusive, never met", () => {
  const easy = { at_least: 0 };
  const nan = { ...figureOf(), value: Number.NaN };

  it.each<[string, readonly Figure[], Record<string, unknown>, string]>([
    [
      "a null value",
      [figureOf({ value: null, note: "no code on either side" })],
      easy,
      "no code on either side",
    ],
    ["no number", [nan], easy, "could not be computed"],
    ["no encounters", [figureOf({ encounters: 0 })], easy, "no encounter entered the figure"],
    ["an unknown metric", [figureOf()], { ...easy, metric: "codes.accuracy" }, "no metric of this harness"],
    ["a missing metric", [], easy, "no figure of codes.recall"],
    ["a missing system", [figureOf()], { ...easy, system: "CPT" }, "no figure of codes.recall for CPT"],
    [
      "a slice that matches nothing",
      [figureOf(), figureOf({ slice: { payer: "Medicare" } })],
      { ...easy, slice: { payer: "Medicaer" } },
      "no encounter with payer Medicaer entered codes.recall",
    ],
    [
      "a column nobody sliced by",
      [figureOf()],
      { ...easy, slice: { site: "x" } },
      "no figure was made by site",
    ],
    ["a whole run never measured", [figureOf({ slice: { payer: "A" } })], easy, "over all encounters"],
    ["two figures of one name", [figureOf(), figureOf()], easy, "two figures of codes.recall bear one name"],
    ["no threshold", [figureOf()], {}, "exactly one number"],
    ["two thresholds", [figureOf()], { at_least: 0, at_most: 1 }, "exactly one number"],
    ["no interval", [figureOf({ scale: null })], easy, "no interval"],
    ["too few clusters", [figureOf({ se: null, df: 0, clusters: 1 })], easy, "too few"],
  ])("for %s", (_, figures, changes, reason) => {
    const results = { ...resultsOf([]), figures: [...figures] };
    const result = decideBenchmark(benchmarkOf(changes), { results, service: null }, 0.95);
    expect(result.outcome).toBe("inconclusive");
    expect(result.reason).toContain(reason);
    expect(benchmarkResultSchema.parse(result)).toEqual(result);
  });

  it("for a metric that is made once a run, asked by system", () => {
    const asked = { metric: "engine.error_rate", system: "CPT", at_most: 1 };
    expect(decide([], asked).reason).toBe("engine.error_rate is made once a run, not by code system");
  });
});

describe("a benchmark finds its figure", () => {
  it("over all systems where it names none", () => {
    const figures = [figureOf(), figureOf({ system: "all", value: 0.5 })];
    const result = decide(figures, { system: undefined, at_least: 0.4 });
    expect(result).toMatchObject({ system: "all", value: 0.5 });
  });

  it.each([undefined, "all"])(
    "under its only system where the run has one, and the benchmark names %s",
    (system) => {
      const results = resultsOf([figureOf()], { systems: ["ICD-10-CM"] });
      const result = decideBenchmark(
        benchmarkOf({ system, at_least: 0.9 }),
        { results, service: null },
        0.95,
      );
      expect(result).toMatchObject({ system: "ICD-10-CM", value: 0.912 });
    },
  );

  it("by its slice, whatever the order of the columns, null standing for not recorded", () => {
    const slice = { payer: "Medicare", setting: null };
    const figures = [figureOf(), figureOf({ slice, value: 0.7 })];
    const result = decide(figures, { slice: { setting: null, payer: "Medicare" }, at_least: 0.9 });
    expect(result.value).toBe(0.7);
  });
});
