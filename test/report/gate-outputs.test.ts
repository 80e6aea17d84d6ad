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
  number: 2,
  is_guaranteed: false,
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
    "Recall of codes, ICD-10-CM differs by −0.3 points, against the baseline vendor-3.1, where at least −2 points is required; with 95 % confidence it is at least −1.2 points.",
  );
  const { rows } = await buildBenchmarksView(verdictOf("go", [relative]), async () => null);
  expect(plain(rows[0]?.requirement)).toBe("≥ −2 points");
  expect(rows[0]?.basis).toBe("against the baseline vendor-3.1");
});

it("shows waivers, live and expired, in the report", async () => {
  const verdict = verdictOf("inconclusive", [waived, expired]);
  const { rows } = await buildBenchmarksView(verdict, async () => null);
  expect(rows[0]).toMatchObject({ outcome: "waived" });
  expect(rows[0]?.reason).toContain("Waived by CMIO until 2026-12-31: new forms");
  expect(rows[1]?.reason).toContain("The waiver by CMIO expired on 2026-01-31");
  expect(plain(rows[1]?.needed)).toBe("About 1,200 more encounters (80 %), 1,900 (90 %) would decide it.");
  const go = buildVerdictView({ results, service: null, verdict: verdictOf("go", [relative, waived]) });
  expect(plain(go.summary)).toBe("1 of 2 benchmarks met, 1 waived.");
  expect(go.reason).toContain("waived by CMIO");
});

it("counts what only warns apart, and names it last", () => {
  const view = buildVerdictView({ results, service: null, verdict: verdictOf("go", [relative, warning]) });
  expect(plain(view.summary)).toBe("The one benchmark is met at 95 % confidence.");
  expect(view.reason).toMatch(/^Warning only: Encounters coded exactly alike/);
});

it("names a repeated look in the report, the summary and JUnit", async () => {
  const verdict = verdictOf("inconclusive", [relative], { looks });
  const view = buildVerdictView({ results, service: null, verdict });
  expect(view.summary).toContain("The look is a repeated one.");
  expect(view.reason).toContain("Repeated look, level not guaranteed: look 2");
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
