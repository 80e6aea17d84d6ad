import type { BenchmarkResult, Outcome, Verdict } from "../../domain/verdict.ts";
import { describeFarOff, describeLooks, describeNeeded } from "../../domain/verdict-words.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import type { IntervalRow } from "../charts/interval-spec.ts";
import { absent, formatBeside, formatCount, formatQuantity, formatRequired } from "../format.ts";
import { benchmarkLabel, benchmarkScope, benchmarkTitle } from "./benchmark-title.ts";
import { endSentence, explainOutcome } from "./explain-benchmark.ts";
import { explainWaivers } from "./explain-waivers.ts";
import { benchmarkUnit, describeOther, formatRequirement, requiredValue } from "./requirement-words.ts";

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
  /** Whether the bounds hold at every look. */
  readonly isSequential: boolean;
  readonly rows: readonly BenchmarkRow[];
  readonly charts: readonly Drawing[];
  readonly chartLeavesOut: string | null;
  /** A sentence for each waiver: live, expired, or not needed. */
  readonly waivers: readonly string[];
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

/** What of a table is the same in each of its rows; `baseline` names the engine of the run held against. */
interface Setting {
  readonly confidence: number;
  readonly baseline: string | null;
  readonly isSequential: boolean;
}

/** What the requirement is of, where that is not the bound of the figure over all codes. */
function describeBasis(benchmark: BenchmarkResult, { baseline, isSequential }: Setting): string | null {
  const { on, min_support: support, min_encounters: fewest } = benchmark.requirement;
  const other = describeOther(benchmark, baseline);
  const parts = [
    on === "point" ? "of the value itself" : isSequential ? null : benchmark.method,
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
  if (needed === null) return null;
  const far = describeFarOff(benchmark);
  return endSentence(
    `${needed.replaceAll(" %", "\u00a0%")} would decide it${far === null ? "" : `, ${far}`}`,
  );
}

function buildRow(benchmark: BenchmarkResult, setting: Setting): BenchmarkRow {
  return {
    ...faces[benchmark.outcome],
    title: benchmarkTitle(benchmark),
    scope: benchmarkScope(benchmark),
    requirement: formatRequirement(benchmark),
    basis: describeBasis(benchmark, setting),
    value: formatBeside(benchmarkUnit(benchmark), benchmark.value, requiredValue(benchmark)),
    bound: formatBound(benchmark),
    encounters: formatCount(benchmark.encounters),
    reason: explainOutcome(benchmark, setting.confidence),
    needed: describeNeededHere(benchmark),
  };
}

function buildChartRow(benchmark: BenchmarkResult): IntervalRow {
  const { outcome, tone } = faces[benchmark.outcome];
  return {
    label: benchmarkLabel(benchmark),
    value: benchmark.value,
    lower: benchmark.lower,
    upper: benchmark.upper,
    required: requiredValue(benchmark),
    tone,
    note: { wide: `${formatRequirement(benchmark)} ${outcome}`, narrow: formatRequirement(benchmark) },
  };
}

function describeLeftOut(others: readonly BenchmarkResult[]): string | null {
  if (others.length === 0) return null;
  const isInPoints = others.every((benchmark) => benchmarkUnit(benchmark) === "difference");
  const measured = isInPoints ? "measured in points" : "measured in other units than per cent";
  const verb = others.length === 1 ? "stands" : "stand";
  return `${formatQuantity(others.length, "benchmark")} ${measured} ${verb} in the table alone.`;
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

function isShare(benchmark: BenchmarkResult): boolean {
  return benchmarkUnit(benchmark) === "share";
}

/** The gate's benchmarks as table rows and as charts of intervals against what was required. */
export async function buildBenchmarksView(
  verdict: Verdict,
  draw: DrawChart,
  baseline: string | null = null,
): Promise<BenchmarksView> {
  const isSequential = verdict.looks?.mode === "sequential";
  const setting = { confidence: verdict.confidence, baseline, isSequential };
  return {
    isSequential,
    confidence: formatRequired("share", verdict.confidence),
    isProvisional: verdict.verdict === "incomplete",
    rows: verdict.benchmarks.map((benchmark) => buildRow(benchmark, setting)),
    charts: await drawBenchmarks(verdict.benchmarks.filter(isShare), draw),
    chartLeavesOut: describeLeftOut(verdict.benchmarks.filter((one) => !isShare(one))),
    waivers: explainWaivers(verdict, baseline),
    looks: describeLooks(verdict.looks).map(endSentence),
  };
}
