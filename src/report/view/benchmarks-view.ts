import type { BenchmarkResult, Outcome, Verdict } from "../../domain/verdict.ts";
import { describeLooks, describeNeeded } from "../../domain/verdict-words.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import type { IntervalRow } from "../charts/interval-spec.ts";
import { chartTitle, metricTitle } from "../figures.ts";
import { absent, formatBeside, formatCount, formatQuantity, formatRequired } from "../format.ts";
import {
  benchmarkUnit,
  describeOther,
  endSentence,
  explainOutcome,
  formatRequirement,
  formatScope,
  requiredValue,
} from "./explain-benchmark.ts";

interface BenchmarkRow {
  readonly title: string;
  readonly scope: string;
  readonly requirement: string;
  readonly basis: string | null;
  readonly value: string;
  readonly bound: string;
  readonly encounters: string;
  readonly outcome: string;
  readonly tone: Tone;
  readonly mark: string;
  readonly reason: string;
  readonly needed: string | null;
}

export interface BenchmarksView {
  readonly confidence: string;
  readonly isProvisional: boolean;
  readonly rows: readonly BenchmarkRow[];
  readonly charts: readonly Drawing[];
  readonly chartLeavesOut: string | null;
  /** What is to be known of repeated looks at these encounters. */
  readonly looks: readonly string[];
}

type Tone = "good" | "bad" | "unsure" | "plain";

const faces: Record<Outcome, Pick<BenchmarkRow, "outcome" | "tone" | "mark">> = {
  met: { outcome: "met", tone: "good", mark: "✓" },
  "not-met": { outcome: "not met", tone: "bad", mark: "✕" },
  inconclusive: { outcome: "undecided", tone: "unsure", mark: "?" },
  waived: { outcome: "waived", tone: "plain", mark: "–" },
};

function formatBound(benchmark: BenchmarkResult): string {
  if (benchmark.requirement.on === "point") return absent;
  return formatBeside(benchmarkUnit(benchmark), benchmark.bound, requiredValue(benchmark));
}

/** What the requirement is of, where that is not the bound of the figure over all codes. */
function describeBasis(benchmark: BenchmarkResult): string | null {
  const { on, min_support: support, min_encounters: fewest } = benchmark.requirement;
  const other = describeOther(benchmark);
  const parts = [
    on === "point" ? "of the value itself" : benchmark.method,
    other === null ? null : `against ${other}`,
    support === undefined ? null : `codes with ${formatCount(support)} encounters or more`,
    fewest === undefined ? null : `from ${formatQuantity(fewest, "encounter")} on`,
    benchmark.each === null ? null : `for each ${benchmark.each}`,
    benchmark.level === "warn" ? "warns only" : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

function describeNeededHere(benchmark: BenchmarkResult): string | null {
  const needed = describeNeeded(benchmark);
  return needed === null ? null : endSentence(`${needed} would decide it`);
}

function buildRow(benchmark: BenchmarkResult, confidence: number): BenchmarkRow {
  return {
    ...faces[benchmark.outcome],
    title: metricTitle(benchmark.metric),
    scope: formatScope(benchmark),
    requirement: formatRequirement(benchmark),
    basis: describeBasis(benchmark),
    value: formatBeside(benchmarkUnit(benchmark), benchmark.value, requiredValue(benchmark)),
    bound: formatBound(benchmark),
    encounters: formatCount(benchmark.encounters),
    reason: explainOutcome(benchmark, confidence),
    needed: describeNeededHere(benchmark),
  };
}

function buildChartRow(benchmark: BenchmarkResult): IntervalRow {
  const { outcome, tone } = faces[benchmark.outcome];
  return {
    label: chartTitle(benchmark),
    value: benchmark.value,
    lower: benchmark.lower,
    upper: benchmark.upper,
    required: requiredValue(benchmark),
    tone,
    note: { wide: `${formatRequirement(benchmark)} ${outcome}`, narrow: formatRequirement(benchmark) },
  };
}

function describeLeftOut(count: number): string | null {
  if (count === 0) return null;
  return `${formatQuantity(count, "benchmark")} that ${count === 1 ? "is no share stands" : "are no shares stand"} in the table alone.`;
}

async function drawBenchmarks(benchmarks: readonly BenchmarkResult[], draw: DrawChart): Promise<Drawing[]> {
  const atLeast = benchmarks.filter(({ requirement }) => requirement.at_least !== undefined);
  const atMost = benchmarks.filter(({ requirement }) => requirement.at_least === undefined);
  const chart = (title: string, rows: readonly BenchmarkResult[]) =>
    draw({ kind: "interval", title, rows: rows.map(buildChartRow), reference: null });
  const drawings = [
    await chart("At least this much was required: higher is better", atLeast),
    await chart("At most this much was allowed: lower is better", atMost),
  ];
  return drawings.filter((drawing) => drawing !== null);
}

/** The gate's benchmarks as table rows and as charts of intervals against what was required. */
export async function buildBenchmarksView(verdict: Verdict, draw: DrawChart): Promise<BenchmarksView> {
  const shares = verdict.benchmarks.filter((benchmark) => benchmarkUnit(benchmark) === "share");
  return {
    confidence: formatRequired("share", verdict.confidence),
    isProvisional: verdict.verdict === "incomplete",
    rows: verdict.benchmarks.map((benchmark) => buildRow(benchmark, verdict.confidence)),
    charts: await drawBenchmarks(shares, draw),
    chartLeavesOut: describeLeftOut(verdict.benchmarks.length - shares.length),
    looks: describeLooks(verdict.looks).map(endSentence),
  };
}
