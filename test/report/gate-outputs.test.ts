import { expect, it } from "vitest";
import {
  type BenchmarkResult,
  benchmarkResultSchema,
  type LooksState,
  type Verdict,
  verdictSchema,
} from "../../src/domain/verdict.ts";
import { renderJUnit } from "../../src/report/render-junit.ts";
import { renderMarkdown } from "../../src/report/render-markdown.ts";
import { buildBenchmarksView } from "../../src/report/view/benchmarks-view.ts";
import { explainBenchmark } from "../../src/report/view/explain-benchmark.ts";
import { buildVerdictView } from "../../src/report/view/verdict-view.ts";
import { plainPalette } from "../../src/terminal/palette.ts";
import { renderVerdict } from "../../src/terminal/verdict-block.ts";
import { makeResults } from "./fixtures.ts";

const results = makeResults();
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ");

function makeBenchmark(draft: Partial<BenchmarkResult>): BenchmarkResult {
  return benchmarkResultSchema.parse({
    metric: "codes.recall",
    system: "ICD-10-CM",
    slice: null,
    requirement: { at_least: 0.9, on: "bound" },
    value: 0.93,
    bound: 0.91,
    lower: 0.91,
    upper: 0.95,
    encounters: 1480,
    outcome: "met",
    reason: "from the gate",
    encounters_needed: null,
    ...draft,
  });
}

const waiver = { reason: "new forms", approver: "CMIO", expires: "2026-12-31", state: "live" } as const;
const relative = makeBenchmark({
  requirement: { no_worse_by: 0.02, baseline: "vendor-3.1", on: "bound" },
  value: -0.003,
  bound: -0.012,
  lower: -0.012,
  upper: 0.006,
});
const waived = makeBenchmark({
  metric: "codes.f1",
  outcome: "waived",
  outcome_unwaived: "not-met",
  waiver,
  reason: "waived by CMIO until 2026-12-31: new forms (0.8 measured)",
});
const expired = makeBenchmark({
  metric: "codes.precision",
  outcome: "inconclusive",
  value: 0.91,
  bound: 0.89,
  lower: 0.89,
  encounters_needed: 1200,
  encounters_needed_90: 1900,
  waiver: { ...waiver, state: "expired", expires: "2026-01-31" },
});
const warning = makeBenchmark({
  metric: "encounters.exact_match",
  level: "warn",
  outcome: "not-met",
  value: 0.6,
  upper: 0.62,
  bound: 0.62,
  lower: 0.58,
});

const looks: LooksState = {
  mode: "once",
  tuned_for: null,
  unit: "patient",
  number: 2,
  is_guaranteed: false,
  flaw: "repeated",
  earlier: [
    {
      run: "week-1",
      folder: "week-1",
      verdict: "no-go",
      encounters: 1200,
      shared: 0.8,
      engine: "vendor-a",
      version: ["3.2"],
    },
  ],
  other_engines: [],
};

function verdictOf(verdict: Verdict["verdict"], benchmarks: BenchmarkResult[], more: Partial<Verdict> = {}) {
  return verdictSchema.parse({
    schema: "shadowbench.verdict/1",
    run: "r",
    verdict,
    reasons: ["as the gate says"],
    confidence: 0.95,
    benchmarks,
    ...more,
  });
}

it("explains a difference in points, against what it was held", async () => {
  expect(plain(explainBenchmark(relative, 0.95))).toBe(
    "Recall of codes, ICD-10-CM fell by 0.3 points against the baseline vendor-3.1; at most 2 points were allowed; with 95 % confidence it fell by at most 1.2 points.",
  );
  const { rows } = await buildBenchmarksView(verdictOf("go", [relative]), async () => null);
  expect(plain(rows[0]?.requirement)).toBe("≥ −2 points");
  expect(rows[0]?.basis).toBe("against the baseline vendor-3.1");
});

it.each([
  [
    { value: -0.021, upper: -0.016, bound: -0.016, outcome: "not-met" },
    "fell by 2.1 points against vendor-c 3.2; at most 2 points were allowed; with 95 % confidence it fell by at least 1.6 points.",
  ],
  [
    { value: 0, lower: -0.074, bound: -0.074, outcome: "inconclusive" },
    "did not change against vendor-c 3.2; at most 2 points were allowed; a fall of 7.4 points cannot be ruled out at 95 % confidence.",
  ],
  [
    { requirement: { better_by: 0.01, on: "bound" }, value: 0.03, lower: 0.012, bound: 0.012 },
    "rose by 3.0 points against vendor-c 3.2; at least 1 point better was required; with 95 % confidence it rose by at least 1.2 points.",
  ],
  [
    {
      metric: "engine.error_rate",
      system: null,
      requirement: { no_worse_by: 0.01, on: "bound" },
      value: 0.02,
      lower: 0.015,
      bound: 0.015,
      outcome: "not-met",
    },
    "rose by 2.0 points against vendor-c 3.2; at most 1 point was allowed; with 95 % confidence it rose by at least 1.5 points.",
  ],
  [
    { requirement: { no_worse_by: 0.06, relative_to: "human", on: "bound" }, lower: -0.049, bound: -0.049 },
    "lies 0.3 points below the second coder; at most 6 points were allowed; with 95 % confidence it lies at most 4.9 points below.",
  ],
] as const)("tells a difference as a rise or a fall: %o", (draft, expected) => {
  const words = plain(explainBenchmark({ ...relative, ...draft }, 0.95, "vendor-c 3.2"));
  expect(words?.endsWith(expected) ? expected : words).toBe(expected);
});

it("heads a no-go with the widest gaps, slices too, under the names that the gate gives", () => {
  const missed = (name: string, value: number, slice: BenchmarkResult["slice"] = null) =>
    makeBenchmark({ name, slice, value, lower: value - 0.01, upper: value + 0.01, outcome: "not-met" });
  const slow = makeBenchmark({
    metric: "engine.latency_ms.p95",
    system: null,
    requirement: { at_most: 5000, on: "point" },
    value: 5200,
    outcome: "not-met",
  });
  const all = [
    slow,
    missed("finds all", 0.88),
    missed("in each", 0.71, { payer: "Medicare" }),
    missed("b", 0.8),
  ];
  const view = buildVerdictView({ results, service: null, verdict: verdictOf("no-go", all) });
  expect(view.reasons.map(plain)).toEqual([
    "“in each” (recall of codes, ICD-10-CM, payer Medicare) is 71.0 %; at least 90 % was required.",
    "“b” (recall of codes, ICD-10-CM) is 80.0 %; at least 90 % was required.",
    "Latency, p95 is 5,200 ms; at most 5,000 ms was allowed.",
  ]);
  expect(view.furtherReasons.map(plain)).toEqual([
    "“finds all” (recall of codes, ICD-10-CM) is 88.0 %; at least 90 % was required.",
  ]);
});

it("says of a go how its benchmarks were held, and counts those that warn apart", () => {
  const value = makeBenchmark({ requirement: { at_most: 0.02, on: "point" }, lower: null, upper: null });
  const sequential = {
    ...looks,
    mode: "sequential",
    tuned_for: 1000,
    is_guaranteed: true,
    flaw: null,
  } as const;
  const open = makeBenchmark({ level: "warn", outcome: "inconclusive" });
  const verdict = verdictOf("go", [relative, relative, value, open, warning], { looks: sequential });
  const view = buildVerdictView({ results, service: null, verdict });
  expect(plain(view.summary)).toBe(
    "All 3 blocking benchmarks are met: 2 at 95 % confidence (at all looks together), 1 by the measured value alone. 2 more only warn: 1 not met and 1 undecided.",
  );
  expect(view).toMatchObject({ word: "GO", tone: "good", reasons: [] });
});

it("shows names as titles, the metric beneath, and tells of a bound at all looks once", async () => {
  const named = makeBenchmark({ name: "finds all", method: "asymptotic confidence sequence" });
  const sequential = {
    ...looks,
    mode: "sequential",
    tuned_for: 1000,
    is_guaranteed: true,
    flaw: null,
  } as const;
  const verdict = verdictOf("go", [named], { looks: sequential });
  const view = await buildBenchmarksView(verdict, async () => null);
  expect(view.rows[0]).toMatchObject({
    title: "finds all",
    scope: "Recall of codes (code-over-code) · ICD-10-CM",
    basis: null,
  });
  expect(view.isSequential).toBe(true);
  expect(view.looks[0]).toContain("its bounds hold at all looks together, and are closest at 1,000 patients");
  expect(renderJUnit(verdict, results)).toContain('name="finds all: Recall of codes');
  expect(renderMarkdown({ results, verdict })).toContain("| finds all: Recall of codes");
});

it("names what the encounters needed are, and does not promise what nobody can wait for", async () => {
  const open = { outcome: "inconclusive", encounters: 100, encounters_needed: 1001 } as const;
  const human = makeBenchmark({
    ...open,
    requirement: { no_worse_by: 0.06, relative_to: "human", on: "bound" },
  });
  const verdict = verdictOf("inconclusive", [human, makeBenchmark({ ...open, encounters_needed: 1000 })]);
  const { rows } = await buildBenchmarksView(verdict, async () => null);
  expect(rows.map(({ needed }) => plain(needed))).toEqual([
    "About 1,001 more doubly coded encounters (80 %) would decide it, over ten times as many as there are: plan again at the next look.",
    "About 1,000 more encounters (80 %) would decide it.",
  ]);
  const text = renderVerdict(verdict, { width: 300, palette: plainPalette }).join("\n");
  expect(text).toContain("1,001 more doubly coded encounters (80 %), over ten times as many as there are");
});

it("names what the numbers are in, milliseconds and the currency of a price", async () => {
  const blank = { system: null, upper: null, lower: null, bound: null, outcome: "not-met" } as const;
  const price = { ...blank, metric: "engine.cost_per_encounter", unit: "EUR", value: 0.45 } as const;
  const latency = { ...blank, metric: "engine.latency_ms.p99", unit: "ms", value: 2400 } as const;
  const verdict = verdictOf("no-go", [
    makeBenchmark({ ...price, requirement: { at_most: 0.4, on: "bound" } }),
    makeBenchmark({ ...latency, requirement: { at_most: 2000, on: "bound" } }),
  ]);
  const { rows } = await buildBenchmarksView(verdict, async () => null);
  expect(rows.map(({ requirement, value }) => [plain(requirement), plain(value)])).toEqual([
    ["≤ 0.4 EUR", "0.4500 EUR"],
    ["≤ 2,000 ms", "2,400 ms"],
  ]);
  for (const text of [
    renderVerdict(verdict, { width: 300, palette: plainPalette }).join("\n"),
    renderJUnit(verdict, results),
    renderMarkdown({ results, verdict }),
  ]) {
    expect(plain(text)).toContain("≤ 0.4 EUR");
    expect(plain(text)).toMatch(/≤ 2,?000 ms/);
  }
});

it("shows waivers, live, not needed and expired, in the report", async () => {
  const unneeded = makeBenchmark({ waiver });
  const verdict = verdictOf("inconclusive", [waived, expired, unneeded]);
  const { rows, waivers } = await buildBenchmarksView(verdict, async () => null);
  expect(waivers.map(plain)).toEqual([
    "F1 of codes, ICD-10-CM is 93.0 %; at least 90 % was required; with 95 % confidence it is at most 95.0 %. Waived by CMIO until 2026-12-31: new forms; it would be not met.",
    "Precision of codes, ICD-10-CM is 91.0 %; at least 90 % was required; only 89.0 % or more is sure at 95 % confidence. The waiver by CMIO expired on 2026-01-31: new forms.",
    "Recall of codes, ICD-10-CM is 93.0 %; at least 90 % was required; with 95 % confidence it is at least 91.0 %. Waived by CMIO until 2026-12-31: new forms; not needed, as it is met.",
  ]);
  expect(rows[0]).toMatchObject({ outcome: "waived" });
  expect(rows[0]?.reason).toContain("Waived by CMIO until 2026-12-31: new forms");
  expect(rows[1]?.reason).toContain("The waiver by CMIO expired on 2026-01-31");
  expect(plain(rows[1]?.needed)).toBe("About 1,200 more encounters (80 %), 1,900 (90 %) would decide it.");
  const go = buildVerdictView({ results, service: null, verdict: verdictOf("go", [relative, waived]) });
  expect(go).toMatchObject({ word: "GO, with 1 waiver", tone: "waived" });
  expect(plain(go.summary)).toBe("1 of 2 benchmarks is met at 95 % confidence. 1 is waived.");
  expect(go.reasons[0]).toContain("Waived by CMIO");
  const terminal = renderVerdict(verdictOf("go", [relative, waived]), { width: 110, palette: plainPalette });
  expect(terminal[0]).toBe("GO, with 1 waiver  r");
});

it("counts what only warns apart, and names it last", () => {
  const view = buildVerdictView({ results, service: null, verdict: verdictOf("go", [relative, warning]) });
  expect(plain(view.summary)).toBe(
    "The one blocking benchmark is met at 95 % confidence. One more only warns: not met.",
  );
  expect(view.furtherReasons[0]).toMatch(/^Warning only: Encounters coded exactly alike/);
});

it("names a repeated look in the report, the summary and JUnit", async () => {
  const verdict = verdictOf("inconclusive", [relative], { looks });
  const view = buildVerdictView({ results, service: null, verdict });
  expect(view.summary).toContain("The look is a repeated one.");
  expect(view.reasons[0]).toContain("Repeated look, level not guaranteed: look 2");
  expect((await buildBenchmarksView(verdict, async () => null)).looks[0]).toContain("week-1 judged 1,200");
  expect(renderMarkdown({ results, verdict })).toContain("### Looks");
  const xml = renderJUnit(verdict, results);
  expect(xml).toContain('tests="2" failures="0" errors="1"');
  expect(xml).toContain("repeated look, level not guaranteed");
});

it("skips what is waived or only warns in JUnit, with the reason, and lists waivers as properties", () => {
  const xml = renderJUnit(verdictOf("inconclusive", [waived, expired, warning]), results);
  expect(xml).toContain('tests="3" failures="0" errors="1" skipped="2"');
  expect(xml).toContain('<skipped message="waived by CMIO until 2026-12-31: new forms (0.8 measured)"/>');
  expect(xml).toContain('<skipped message="warning only: from the gate"/>');
  expect(xml).toMatch(
    /<property name="waiver\.2" value="codes\.precision, ICD-10-CM: the waiver by CMIO expired/,
  );
});

it("lists waivers and warnings in the job summary", () => {
  const text = renderMarkdown({ results, verdict: verdictOf("inconclusive", [waived, expired, warning]) });
  expect(text).toContain("### Waivers");
  expect(text).toContain("new forms; it would be not met");
  expect(text).toContain("❌ not met (warns only)");
});

it("ends the terminal's block with what would decide, the waivers and the looks", () => {
  const lines = renderVerdict(verdictOf("inconclusive", [relative, waived, expired, warning], { looks }), {
    width: 110,
    palette: plainPalette,
  });
  const text = lines.join("\n");
  expect(text).toContain("≥ -0.02 vs baseline");
  expect(text).toContain("not met (warns)");
  expect(text).toContain("  - codes.precision, ICD-10-CM: about 1,200 more encounters (80 %), 1,900 (90 %)");
  expect(text).toContain("Waivers:\n  - codes.f1, ICD-10-CM: waived by CMIO until 2026-12-31: new forms");
  expect(text).toContain("Looks:\n  - repeated look, level not guaranteed");
});
