import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/domain/figure.ts";
import { benchmarkResultSchema } from "../../src/domain/verdict.ts";
import { decideBenchmark } from "../../src/gate/decide-benchmark.ts";
import { benchmarkOf, figureOf, resultsOf } from "./measurements.ts";

const baseline = {
  run: "vendor-3.1",
  folder: "vendor-3.1",
  engine: "vendor-a",
  version: ["3.1"],
  results_sha256: "aa",
  complete: true,
};
const there = { run: "vendor-3.1", results_sha256: "aa" };
type Now = { readonly run: string; readonly results_sha256: string | null };

/** A difference with standard error .004 over 500 clusters; its bounds lie δ = t·√(.004² + δ/500) = .00984 away. */
function differenceOf(metric: string, value: number, changes: Partial<Figure> = {}): Figure {
  const parts = { numerator: null, denominator: null, n_effective: null, rare_clusters: 40 };
  const size = { encounters: 500, clusters: 500, df: 499, se: 0.004, scale: "identity" as const };
  return figureOf({ metric, value, ...parts, ...size, ...changes });
}

function decide(
  figures: readonly Figure[],
  changes: Record<string, unknown>,
  now: Now | null = there,
  complete = true,
) {
  const results = resultsOf(figures, { baseline: { ...baseline, complete } });
  const measurements = { results, service: null, baseline: now };
  const result = decideBenchmark(benchmarkOf(changes), measurements, 0.95);
  expect(benchmarkResultSchema.parse(result)).toEqual(result);
  return result;
}

describe("no_worse_by against a baseline", () => {
  const asked = { no_worse_by: 0.01, baseline: "../reports/old" };

  it("is met when the lower bound of the difference is within the margin", () => {
    const result = decide([differenceOf("change.codes.recall", 0.001)], asked);
    expect(result).toMatchObject({ metric: "codes.recall", outcome: "met", value: 0.001 });
    expect(result.bound).toBeCloseTo(-0.00884, 4);
    expect(result.requirement).toEqual({ no_worse_by: 0.01, baseline: "vendor-3.1", on: "bound" });
    expect(result.reason).toBe(
      "a difference of 0.001 from the baseline measured; we can be sure of at least -0.009 at 95 % confidence, and no worse than the baseline by more than 0.01 is required",
    );
  });

  it("is not met when the upper bound is beyond the margin, else inconclusive", () => {
    expect(decide([differenceOf("change.codes.recall", -0.02)], asked).outcome).toBe("not-met");
    expect(decide([differenceOf("change.codes.recall", -0.008)], asked).outcome).toBe("inconclusive");
  });

  it("is open where the baseline is an incomplete run, and where its results are gone or others", () => {
    const figures = [differenceOf("change.codes.recall", 0.001)];
    expect(decide(figures, asked, there, false)).toMatchObject({
      outcome: "inconclusive",
      reason: "the baseline vendor-3.1 is an incomplete run: finish it, and run `shadowbench analyze`",
    });
    const gone = decide(figures, asked, { ...there, results_sha256: null });
    expect(gone.reason).toBe("the results.json of the baseline vendor-3.1 is gone");
    const changed = decide(figures, asked, { ...there, results_sha256: "bb" });
    expect(changed.reason).toContain("the baseline is another than the one compared with");
  });

  it("mirrors where lower is better", () => {
    const errors = { metric: "engine.error_rate", system: undefined, ...asked };
    const of = (value: number) =>
      decide([differenceOf("change.engine.error_rate", value, { system: null })], errors).outcome;
    expect([of(-0.001), of(0.008), of(0.02), of(-0.5)]).toEqual(["met", "inconclusive", "not-met", "met"]);
  });

  it("asks more of better_by", () => {
    const of = (value: number) =>
      decide([differenceOf("change.codes.recall", value)], { better_by: 0.01, baseline: "x" }).outcome;
    expect([of(0.02), of(0.012), of(-0.002)]).toEqual(["met", "inconclusive", "not-met"]);
  });

  it("never takes a few encounters without a difference for proof", () => {
    // none of 20 differs: δ = t²/20 = .1495; none of 299 would leave 1 − .05^(1/299) = .01, none of 500 .006
    const still = { se: 0, rare_clusters: 0 };
    const few = { ...still, encounters: 20, clusters: 20, df: 19 };
    const none = decide([differenceOf("change.codes.recall", 0, few)], asked);
    expect(none).toMatchObject({ outcome: "inconclusive", encounters_needed: 279 });
    expect(none.lower).toBeCloseTo(-0.1495, 4);
    expect(decide([differenceOf("change.codes.recall", 0, still)], asked).outcome).toBe("met");
  });

  it("a wider margin never takes a pass away", () => {
    const share = fc.double({ min: 0, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: -0.2, max: 0.2, noNaN: true }), (margin, wider, value) => {
        const of = (no_worse_by: number) =>
          decide([differenceOf("change.codes.recall", value)], { ...asked, no_worse_by }).outcome;
        if (of(margin) === "met") expect(of(margin + wider)).toBe("met");
        if (of(margin + wider) === "not-met") expect(of(margin)).toBe("not-met");
      }),
    );
  });

  it.each([
    ["no such figure", [], there, "the run holds no figure|the run was not compared"],
    ["no run in the folder", [differenceOf("change.codes.recall", 0.1)], null, "no finished run"],
    [
      "another run in the folder",
      [differenceOf("change.codes.recall", 0.1)],
      { ...there, results_sha256: "bb" },
      "another than the one compared with: run `shadowbench analyze`",
    ],
  ])("is inconclusive with %s", (_, figures, now, reason) => {
    const result = decide(figures, asked, now);
    expect(result).toMatchObject({ outcome: "inconclusive", value: null });
    expect(result.reason).toMatch(new RegExp(reason));
  });
});

describe("relative_to: human", () => {
  const asked = { no_worse_by: 0.02, relative_to: "human" };

  it("turns the excess, second coder less engine, round", () => {
    const result = decide([differenceOf("excess.codes.recall", 0.005)], asked);
    expect(result).toMatchObject({ outcome: "met", value: -0.005 });
    expect(result.reason).toContain("no worse than the second coder by more than 0.02 is required");
    expect(decide([differenceOf("excess.codes.recall", 0.05)], asked).outcome).toBe("not-met");
    expect(decide([differenceOf("excess.codes.recall", -0.05)], asked).outcome).toBe("met");
  });

  it("is inconclusive without a doubly coded encounter", () => {
    expect(decide([figureOf()], asked)).toMatchObject({
      outcome: "inconclusive",
      reason: "no encounter is doubly coded",
    });
  });
});

describe("what a benchmark asks of the figure itself", () => {
  it("wants so many encounters, on the value too", () => {
    const of = (min_encounters: number, on: string) =>
      decide([figureOf()], { at_least: 0.5, min_encounters, on }).outcome;
    expect([of(250, "bound"), of(251, "bound"), of(251, "point")]).toEqual([
      "met",
      "inconclusive",
      "inconclusive",
    ]);
  });

  it("holds a macro figure by its supported codes, of the support that was analyzed", () => {
    const macro = {
      metric: "codes.f1_macro.reference.supported",
      scale: "identity" as const,
      se: 0.01,
      df: 99,
    };
    const figures = [figureOf({ ...macro, value: 0.6 })];
    const asked = benchmarkOf({ metric: "codes.f1_macro.reference", at_least: 0.5, min_support: 10 });
    const of = (min_support: number | null) =>
      decideBenchmark(asked, { results: resultsOf(figures, { min_support }), service: null }, 0.95);
    expect(of(10)).toMatchObject({ outcome: "met", metric: "codes.f1_macro.reference" });
    expect(of(20).reason).toBe(
      "no figure was made for codes with 10 encounters or more: run `shadowbench analyze`",
    );
    expect(of(null).outcome).toBe("inconclusive");
  });

  it("does not take an unbounded figure that never varied for a sure one", () => {
    const still = figureOf({
      metric: "drg.cmi.engine",
      scale: "identity",
      value: 1,
      se: 0,
      rare_clusters: null,
    });
    const result = decide([still], { metric: "drg.cmi.engine", at_least: 0.9 });
    expect(result).toMatchObject({ outcome: "inconclusive", lower: null });
    const negative = figureOf({ metric: "codes.net_accuracy", scale: "identity", value: -1, se: 0 });
    expect(decide([negative], { at_least: -2, metric: "codes.net_accuracy" }).outcome).toBe("inconclusive");
  });

  it("bounds net accuracy without an error as a share without one: 2·.05^(1/230) − 1", () => {
    const errors = { se: 0, rare_clusters: 0 };
    const perfect = figureOf({ metric: "codes.net_accuracy", scale: "identity", value: 1, ...errors });
    const result = decide([perfect], { metric: "codes.net_accuracy", at_least: 0.97 });
    expect(result.outcome).toBe("met");
    expect(result.lower).toBeCloseTo(2 * 0.05 ** (1 / 230) - 1, 9);
  });

  it("bounds no difference of shares beyond −1 and 1", () => {
    const few = { encounters: 2, clusters: 2, df: 1, se: 0.3, rare_clusters: 2 };
    const result = decide([differenceOf("change.codes.recall", -0.5, few)], {
      no_worse_by: 0.01,
      baseline: "../reports/old",
    });
    expect(result).toMatchObject({ lower: -1, upper: 1, outcome: "inconclusive" });
  });
});
