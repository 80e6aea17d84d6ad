import { describe, expect, it } from "vitest";
import { gateDefaults } from "../../src/domain/benchmark.ts";
import { benchmarkResultSchema } from "../../src/domain/verdict.ts";
import { decideSweep } from "../../src/gate/decide-sweep.ts";
import { binomialCdf } from "../../src/stats/quantiles.ts";
import { benchmarkOf, proportionOf, resultsOf } from "./measurements.ts";

const asked = { metric: "encounters.exact_match", each: "payer", at_least: 0.95 };

function sweep(figures: Parameters<typeof resultsOf>[0], changes: Record<string, unknown> = {}) {
  const benchmark = benchmarkOf({ ...asked, ...changes });
  const measurements = { results: resultsOf(figures), service: null };
  const results = decideSweep(benchmark, "payer", measurements, 0.95, gateDefaults.looks);
  for (const result of results) expect(benchmarkResultSchema.parse(result)).toEqual(result);
  return results;
}

function ofPayer(payer: string | null, hits: number, n: number) {
  return proportionOf(hits, n, { slice: { payer } });
}

describe("a benchmark for each value of a column", () => {
  it("has a result for every value that the run has figures by, not recorded included", () => {
    const results = sweep([proportionOf(990, 1000), ofPayer("A", 495, 500), ofPayer(null, 499, 500)]);
    expect(results.map(({ slice, outcome, each }) => [slice, outcome, each])).toEqual([
      [{ payer: "A" }, "met", "payer"],
      [{ payer: null }, "met", "payer"],
    ]);
  });

  it("takes not met only where Holm does over all values, with the exact p in each", () => {
    // P(X ≤ 88 of 100 | .95) = .0043 passes .05/3; P(X ≤ 90 of 100) = .0282 > .05/2 does not
    const results = sweep([ofPayer("A", 88, 100), ofPayer("B", 90, 100), ofPayer("C", 99, 100)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["not-met", "inconclusive", "met"]);
    expect(results[0]?.p).toBeCloseTo(binomialCdf(88, 100, 0.95), 10);
    expect(results[1]?.p).toBeCloseTo(binomialCdf(90, 100, 0.95), 10);
    expect(results[2]?.p).toBe(1);
    expect(results[1]?.reason).toContain("among 3 values of payer that may be chance (p 0.0282, Holm)");
  });

  it("counts a value that cannot be judged among the values, and leaves it open", () => {
    const empty = proportionOf(1, 2, { slice: { payer: "C" }, value: null, note: "no code here" });
    const results = sweep([ofPayer("A", 90, 100), empty]);
    expect(results.map(({ outcome, p }) => [outcome, p === null || p === 1])).toEqual([
      ["inconclusive", false],
      ["inconclusive", true],
    ]);
  });

  it("leaves a value open that has other figures and none of this metric", () => {
    const other = proportionOf(9, 10, { metric: "codes.f1", slice: { payer: "B" } });
    const results = sweep([ofPayer("A", 499, 500), other]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["met", "inconclusive"]);
  });

  it("is inconclusive where the run has no value of the column", () => {
    expect(sweep([proportionOf(990, 1000)])).toMatchObject([
      {
        outcome: "inconclusive",
        slice: null,
        reason: expect.stringContaining("no figure was made by payer"),
      },
    ]);
  });

  it("sweeps within a slice", () => {
    const within = (payer: string) => proportionOf(499, 500, { slice: { setting: "inpatient", payer } });
    const results = sweep([ofPayer("A", 1, 500), within("A"), within("B")], {
      slice: { setting: "inpatient" },
    });
    expect(results.map(({ slice, outcome }) => [slice?.payer, outcome])).toEqual([
      ["A", "met"],
      ["B", "met"],
    ]);
  });
});
