import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Benchmark, gateDefaults } from "../../src/domain/benchmark.ts";
import type { Results } from "../../src/domain/results.ts";
import { verdictSchema } from "../../src/domain/verdict.ts";
import { decideGate } from "../../src/gate/decide-gate.ts";
import { exitCodeOf } from "../../src/gate/exit-code.ts";
import { benchmarkOf, figureOf, proportionOf, resultsOf } from "./measurements.ts";

const figures = [
  figureOf(),
  figureOf({ slice: { payer: "Medicare" }, value: 0.8, numerator: 800 }),
  figureOf({ metric: "codes.net_accuracy", scale: "identity", value: -0.1, se: 0.05 }),
  figureOf({ metric: "codes.f1", value: null, note: "no code on either side", scale: null }),
  proportionOf(197, 200),
];

function decide(benchmarks: readonly Benchmark[], run: Partial<Results["run"]> = {}) {
  const gate = { ...gateDefaults, benchmarks: [...benchmarks], waivers: [], baseline: null };
  const measured = { results: resultsOf(figures, run), service: null };
  const verdict = decideGate({ run: "r1", gate, ...measured, today: "2026-09-01", earlier: [] });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  return verdict;
}

const met = benchmarkOf({ metric: "encounters.exact_match", at_least: 0.95 });
const notMet = benchmarkOf({ at_least: 0.95 });
const open = benchmarkOf({ at_least: 0.91 });
const empty = benchmarkOf({ metric: "codes.f1", at_least: 0 });

describe("decideGate", () => {
  it("says go when every benchmark is met, and why", () => {
    const verdict = decide([met]);
    expect(verdict).toMatchObject({ verdict: "go", run: "r1", confidence: 0.95 });
    expect(verdict.reasons).toEqual([
      "encounters.exact_match, ICD-10-CM: 0.985 measured; we can be sure of at least 0.962 at 95 % confidence, and at least 0.95 is required",
    ]);
  });

  it("says no-go when any is not met, that reason first", () => {
    const verdict = decide([met, open, notMet]);
    expect(verdict.verdict).toBe("no-go");
    expect(verdict.reasons[0]).toContain("it is at most 0.927");
    expect(verdict.reasons).toHaveLength(2);
    expect(verdict.benchmarks.map(({ outcome }) => outcome)).toEqual(["met", "inconclusive", "not-met"]);
  });

  it("says inconclusive when some are open and none is not met", () => {
    expect(decide([met, open]).verdict).toBe("inconclusive");
    expect(decide([met, empty]).verdict).toBe("inconclusive");
  });

  it("notes what it takes on trust, and what its scenario holds less strictly than a shared file", () => {
    const engine = { kind: "recorded", name: "vendor-a", version: ["3.2"] };
    const answered_versions = [{ version: null, responses: 1250 }];
    const verdict = decide([met], { engine: { ...engine, answered_versions } });
    expect(verdict).toMatchObject({ verdict: "go" });
    expect(verdict.notes).toEqual([
      "1,250 responses name no version of the engine: that it is 3.2 is the scenario's word",
    ]);
    expect(decide([met]).notes).toEqual([]);
    const gate = {
      ...gateDefaults,
      benchmarks: [met],
      waivers: [],
      baseline: null,
      notes: ["0.9, not 0.95"],
    };
    const measured = { results: resultsOf(figures), service: null, today: "2026-09-01", earlier: [] };
    expect(decideGate({ run: "r1", gate, ...measured }).notes).toEqual(["0.9, not 0.95"]);
  });

  it("never says go without a benchmark", () => {
    const verdict = decide([]);
    expect(verdict.verdict).toBe("inconclusive");
    expect(verdict.reasons).toEqual(["the gate holds no benchmark, so nothing can be decided"]);
  });

  it("says incomplete where the run is, whatever the benchmarks, and still shows them", () => {
    const because = ["12 encounters have no response", "coder c7 saw the engine under test"];
    const verdict = decide([met, notMet], { complete: false, incomplete_because: because });
    expect(verdict.verdict).toBe("incomplete");
    expect(verdict.reasons.slice(0, 2)).toEqual(because);
    expect(verdict.benchmarks).toHaveLength(2);
    expect(decide([met], { complete: false }).reasons).toEqual(["the run is not complete"]);
    expect(decide([met], { complete: true, incomplete_because: because }).verdict).toBe("incomplete");
  });

  it("says incomplete where a version of the engine answered that the scenario does not name", () => {
    const engine = {
      kind: "recorded",
      name: "vendor-a",
      version: ["3.2"],
      answered_versions: [
        { version: "3.2", responses: 200 },
        { version: "3.3-beta", responses: 50 },
      ],
    };
    const verdict = decide([met], { engine });
    expect(verdict.verdict).toBe("incomplete");
    expect(verdict.reasons).toEqual([
      "version 3.3-beta of the engine gave 50 responses; the scenario names 3.2",
    ]);
  });

  it("ends a pipeline with the exit code of the contract", () => {
    expect(exitCodeOf("go")).toBe(0);
    expect(exitCodeOf("no-go")).toBe(1);
    expect(exitCodeOf("incomplete")).toBe(3);
    expect(exitCodeOf("inconclusive")).toBe(4);
  });
});

describe("whatever the benchmarks", () => {
  const threshold = fc.double({ min: -0.5, max: 1, noNaN: true });
  const named = fc.constantFrom<Record<string, unknown>>(
    {},
    { slice: { payer: "Medicare" } },
    { slice: { payer: "nobody" } },
    { metric: "codes.net_accuracy" },
    { metric: "codes.f1" },
    { metric: "encounters.exact_match" },
    { metric: "codes.nothing" },
  );
  const bounded = fc.record({
    named,
    on: fc.constantFrom("bound", "point"),
    side: fc.constantFrom("at_least", "at_most"),
    threshold,
  });
  const benchmark = bounded.map((row) =>
    benchmarkOf({ ...row.named, on: row.on, [row.side]: row.threshold }),
  );
  const word = (benchmarks: readonly Benchmark[]) => decide(benchmarks).verdict;

  it("asking more never adds a pass, and asking less never adds a failure", () => {
    fc.assert(
      fc.property(bounded, fc.double({ min: 0, max: 1, noNaN: true }), (row, step) => {
        const harder = row.side === "at_least" ? row.threshold + step : row.threshold - step;
        const of = (value: number) => word([benchmarkOf({ ...row.named, on: row.on, [row.side]: value })]);
        if (of(harder) === "go") expect(of(row.threshold)).toBe("go");
        if (of(row.threshold) === "no-go") expect(of(harder)).toBe("no-go");
      }),
    );
  });

  it("a null, an unknown metric and an empty slice never pass", () => {
    const blank = fc.constantFrom(
      { metric: "codes.f1" },
      { metric: "codes.nothing" },
      { slice: { payer: "nobody" } },
    );
    fc.assert(
      fc.property(blank, threshold, fc.constantFrom("bound", "point"), (named, at, on) => {
        expect(word([benchmarkOf({ ...named, on, at_least: at })])).toBe("inconclusive");
        expect(word([benchmarkOf({ ...named, on, at_most: at })])).toBe("inconclusive");
      }),
    );
  });

  it("their order does not matter", () => {
    const shuffled = fc
      .array(benchmark, { maxLength: 5 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        const one = decide(rows);
        const other = decide(others);
        expect(other.verdict).toBe(one.verdict);
        expect([...other.reasons].sort()).toEqual([...one.reasons].sort());
      }),
    );
  });

  it("one more never turns a gate into a pass", () => {
    fc.assert(
      fc.property(fc.array(benchmark, { minLength: 1, maxLength: 4 }), benchmark, (rows, another) => {
        if (word([...rows, another]) === "go") expect(word(rows)).toBe("go");
      }),
    );
  });
});
