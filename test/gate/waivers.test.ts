import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Gate, gateDefaults, type Waiver, waiverSchema } from "../../src/domain/benchmark.ts";
import type { Results } from "../../src/domain/results.ts";
import { verdictSchema } from "../../src/domain/verdict.ts";
import { describeWaiver, listWaivers } from "../../src/domain/verdict-words.ts";
import { decideGate } from "../../src/gate/decide-gate.ts";
import { benchmarkOf, figureOf, proportionOf, resultsOf } from "./measurements.ts";

const figures = [
  figureOf(),
  proportionOf(197, 200),
  proportionOf(80, 100, { slice: { payer: "A" } }),
  proportionOf(499, 500, { slice: { payer: "B" } }),
];
const met = benchmarkOf({ metric: "encounters.exact_match", at_least: 0.95 });
const notMet = benchmarkOf({ name: "recall", at_least: 0.95 });
const open = benchmarkOf({ at_least: 0.91 });
const swept = benchmarkOf({ metric: "encounters.exact_match", each: "payer", at_least: 0.95 });

function waiverOf(benchmark: Waiver["benchmark"], expires = "2026-12-31"): Waiver {
  return { benchmark, reason: "new dictation system", approver: "CMIO", expires };
}

function decide(parts: Partial<Gate>, run: Partial<Results["run"]> = {}, today = "2026-09-01") {
  const gate = { ...gateDefaults, benchmarks: [], waivers: [], baseline: null, ...parts };
  const measured = { results: resultsOf(figures, run), service: null };
  const verdict = decideGate({ run: "r1", gate, ...measured, today, earlier: [] });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  return verdict;
}

describe("a waiver", () => {
  it("lets a benchmark go until the last day, and keeps what it would be", () => {
    const verdict = decide({ benchmarks: [met, notMet], waivers: [waiverOf("recall")] }, {}, "2026-12-31");
    expect(verdict.verdict).toBe("go");
    const [, result] = verdict.benchmarks;
    expect(result).toMatchObject({ outcome: "waived", outcome_unwaived: "not-met" });
    expect(result?.waiver).toEqual({
      reason: "new dictation system",
      approver: "CMIO",
      expires: "2026-12-31",
      state: "live",
    });
    expect(verdict.reasons.at(-1)).toContain("waived by CMIO until 2026-12-31: new dictation system");
  });

  it("counts as absent from the day after, and is named as expired", () => {
    const verdict = decide({ benchmarks: [met, notMet], waivers: [waiverOf("recall")] }, {}, "2027-01-01");
    expect(verdict.verdict).toBe("no-go");
    expect(verdict.benchmarks[1]).toMatchObject({ outcome: "not-met", waiver: { state: "expired" } });
    expect(verdict.reasons[0]).toContain("its waiver by CMIO expired on 2026-12-31");
  });

  it("takes the longest of two, and names the expired one too", () => {
    const waivers = [waiverOf("recall", "2026-08-31"), waiverOf("recall", "2026-10-31")];
    const verdict = decide({ benchmarks: [notMet], waivers });
    const [result] = verdict.benchmarks;
    expect(result?.waiver).toMatchObject({ expires: "2026-10-31", state: "live" });
    expect(result?.expired_waivers).toMatchObject([{ expires: "2026-08-31", state: "expired" }]);
    expect(result?.reason).toContain("its waiver by CMIO expired on 2026-08-31");
    expect(listWaivers(verdict)[1]).toContain("the waiver by CMIO expired on 2026-08-31");
  });

  it("lets nothing go of which no figure could be computed", () => {
    const none = benchmarkOf({ name: "none", metric: "codes.f1", at_least: 0.9 });
    const verdict = decide({ benchmarks: [met, none], waivers: [waiverOf("none")] });
    expect(verdict.verdict).toBe("inconclusive");
    expect(verdict.benchmarks[1]).toMatchObject({
      value: null,
      outcome: "inconclusive",
      waiver: { state: "live" },
    });
    expect(verdict.reasons[0]).toContain("the waiver by CMIO lets it go only once there is a figure");
    expect(listWaivers(verdict)[0]).toContain("lets nothing go, as there is no figure");
  });

  it("of every blocking benchmark leaves nothing that is shown", () => {
    const verdict = decide({
      benchmarks: [notMet, { ...met, level: "warn" }],
      waivers: [waiverOf("recall")],
    });
    expect(verdict.verdict).toBe("inconclusive");
    expect(verdict.reasons[0]).toBe("every blocking benchmark is waived, so nothing is shown");
  });

  it.each(["reason", "approver"])("needs a %s that is not blank", (key) => {
    const waiver = { ...waiverOf("recall"), [key]: "  " };
    expect(waiverSchema.safeParse(waiver).success).toBe(false);
    expect(waiverSchema.parse({ ...waiver, [key]: " J. Doe " })).toHaveProperty(key, "J. Doe");
  });

  it("shows beside a benchmark that did not need it", () => {
    const waivers = [waiverOf("encounters.exact_match")];
    const [result] = decide({ benchmarks: [met], waivers }).benchmarks;
    expect(result).toMatchObject({ outcome: "met", waiver: { state: "live" } });
    if (result !== undefined) expect(describeWaiver(result)).toContain("it is met");
  });

  it("lets one value of a sweep go by metric and slice, or all by the metric", () => {
    const one = waiverOf({ metric: "encounters.exact_match", slice: { payer: "A" } });
    const outcomes = (waivers: Waiver[], benchmarks = [swept]) =>
      decide({ benchmarks, waivers }).benchmarks.map(({ outcome }) => outcome);
    expect(outcomes([])).toEqual(["not-met", "met"]);
    expect(outcomes([one])).toEqual(["waived", "met"]);
    expect(outcomes([waiverOf("encounters.exact_match")])).toEqual(["waived", "met"]);
    expect(outcomes([waiverOf({ metric: "encounters.exact_match", slice: { payer: "B" } })])).toEqual([
      "not-met",
      "met",
    ]);
  });

  it("of several benchmarks, or of none, counts as absent", () => {
    expect(decide({ benchmarks: [notMet, open], waivers: [waiverOf("codes.recall")] }).verdict).toBe("no-go");
    expect(decide({ benchmarks: [notMet], waivers: [waiverOf("nothing")] }).verdict).toBe("no-go");
  });
});

describe("a benchmark that only warns", () => {
  it("is shown, and leaves the verdict alone", () => {
    const warning = benchmarkOf({ at_least: 0.95, level: "warn" });
    const verdict = decide({ benchmarks: [met, warning] });
    expect(verdict.verdict).toBe("go");
    expect(verdict.benchmarks[1]).toMatchObject({ level: "warn", outcome: "not-met" });
    expect(verdict.reasons.at(-1)).toMatch(/^warning only: codes\.recall/);
  });

  it("decides nothing alone", () => {
    const verdict = decide({ benchmarks: [{ ...met, level: "warn" }] });
    expect(verdict.verdict).toBe("inconclusive");
    expect(verdict.reasons).toEqual(["every benchmark of the gate only warns, so nothing can be decided"]);
  });
});

describe("whatever the gate", () => {
  const benchmark = fc.constantFrom(
    met,
    notMet,
    open,
    swept,
    benchmarkOf({ metric: "codes.f1", at_least: 0 }),
  );
  const names: readonly Waiver["benchmark"][] = ["recall", "encounters.exact_match", { metric: "codes.f1" }];
  const waiver = fc.record({
    benchmark: fc.constantFrom(...names),
    expires: fc.constantFrom("2026-08-31", "2026-09-01", "2027-01-01"),
  });
  const gate = fc.record({
    benchmarks: fc.uniqueArray(benchmark, { maxLength: 4 }),
    waivers: fc.array(
      waiver.map(({ benchmark: one, expires }) => waiverOf(one, expires)),
      { maxLength: 3 },
    ),
  });

  it("a waiver never turns an incomplete run into a go", () => {
    fc.assert(
      fc.property(gate, (parts) => {
        expect(decide(parts, { complete: false }).verdict).toBe("incomplete");
      }),
      { numRuns: 25 },
    );
  });

  it("an expired waiver decides what none does", () => {
    fc.assert(
      fc.property(gate, (parts) => {
        const expired = decide(parts, {}, "2099-01-01");
        const none = decide({ ...parts, waivers: [] }, {}, "2099-01-01");
        expect(expired.verdict).toBe(none.verdict);
        expect(expired.benchmarks.map(({ outcome }) => outcome)).toEqual(
          none.benchmarks.map(({ outcome }) => outcome),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("a warning never changes the verdict, unless it stands alone", () => {
    fc.assert(
      fc.property(gate, benchmark, ({ benchmarks }, another) => {
        const before = decide({ benchmarks });
        const after = decide({ benchmarks: [...benchmarks, { ...another, level: "warn" }] });
        expect(after.verdict).toBe(before.verdict);
      }),
      { numRuns: 25 },
    );
  });
});
