import { findMetric } from "../../domain/metric-catalogue.ts";
import type { BenchmarkResult } from "../../domain/verdict.ts";
import { describeWaiver } from "../../domain/verdict-words.ts";
import { chartTitle, metricUnit, sliceTitle, systemTitle } from "../figures.ts";
import { formatBeside, formatRequired, type Unit } from "../format.ts";

/** Whether a benchmark is held against another run or the second coder; its value is then a difference. */
export function isRelative({ requirement }: BenchmarkResult): boolean {
  return requirement.no_worse_by !== undefined || requirement.better_by !== undefined;
}

/** The unit of what was measured: percentage points for a difference of shares. */
export function benchmarkUnit(benchmark: BenchmarkResult): Unit {
  const unit = metricUnit(benchmark.metric);
  return isRelative(benchmark) && unit === "share" ? "difference" : unit;
}

/** Whether more is asked for: of a difference, where more of the metric is better. */
export function asksAtLeast(benchmark: BenchmarkResult): boolean {
  if (isRelative(benchmark)) return findMetric(benchmark.metric)?.better !== "lower";
  return benchmark.requirement.at_least !== undefined;
}

/** The number that a benchmark requires; of a margin, the difference that it allows or asks for. */
export function requiredValue(benchmark: BenchmarkResult): number {
  const { at_least, at_most, no_worse_by, better_by } = benchmark.requirement;
  if (!isRelative(benchmark)) return at_least ?? at_most ?? 0;
  const gain = better_by ?? 0 - (no_worse_by ?? 0);
  return asksAtLeast(benchmark) ? gain : 0 - gain;
}

/** What a relative benchmark is held against; null for any other. */
export function describeOther(benchmark: BenchmarkResult): string | null {
  if (!isRelative(benchmark)) return null;
  const { relative_to: relativeTo, baseline } = benchmark.requirement;
  return relativeTo === "human" ? "the second coder" : `the baseline ${baseline ?? ""}`.trimEnd();
}

function show(benchmark: BenchmarkResult, value: number): string {
  return formatBeside(benchmarkUnit(benchmark), value, requiredValue(benchmark));
}

/** "≥ 90 %" or "≤ 1 %"; of a difference "≥ −2 points". */
export function formatRequirement(benchmark: BenchmarkResult): string {
  const sign = asksAtLeast(benchmark) ? "≥" : "≤";
  return `${sign}\u00a0${formatRequired(benchmarkUnit(benchmark), requiredValue(benchmark))}`;
}

/** "ICD-10-CM · payer: Medicare"; "Every encounter" for a figure of the whole run. */
export function formatScope({ system, slice }: Pick<BenchmarkResult, "system" | "slice">): string {
  const parts = [system === null ? null : systemTitle(system), slice === null ? null : sliceTitle(slice)];
  return parts.filter((part) => part !== null).join(" · ") || "Every encounter";
}

/** Words as a sentence of their own: capital first, full stop last. */
export function endSentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function explainUndecided(
  benchmark: BenchmarkResult,
  value: number,
  bounds: readonly [number, number],
): string {
  const required = requiredValue(benchmark);
  const [lower, upper] = bounds;
  const [proof, refutation, word] = asksAtLeast(benchmark) ? [lower, upper, "more"] : [upper, lower, "less"];
  const isGood = asksAtLeast(benchmark) ? value >= required : value <= required;
  return isGood
    ? `only ${show(benchmark, proof)} or ${word} is sure`
    : `${show(benchmark, refutation)} cannot be ruled out`;
}

/** Whether a refutation in one slice was taken back because the number of slices may explain it. */
function isCorrected(benchmark: BenchmarkResult): boolean {
  const { outcome, p, bound, lower, upper } = benchmark;
  return outcome === "inconclusive" && p !== null && bound === (asksAtLeast(benchmark) ? upper : lower);
}

/** What the evidence says of a benchmark, without its name; null where only the gate's own reason tells. */
function explainEvidence(benchmark: BenchmarkResult, confidence: number): string | null {
  const { value, lower, upper, outcome } = benchmark;
  if (value === null || outcome === "waived") return null;
  if (benchmark.requirement.on === "point" && outcome !== "inconclusive")
    return "required of the value itself, whatever its interval";
  if (lower === null || upper === null || benchmark.bound === null || isCorrected(benchmark)) return null;
  const sure = `${formatRequired("share", confidence)} confidence`;
  if (outcome === "inconclusive") return `${explainUndecided(benchmark, value, [lower, upper])} at ${sure}`;
  const isAtLeast = asksAtLeast(benchmark) === (outcome === "met");
  return `with ${sure} it is ${isAtLeast ? "at least" : "at most"} ${show(benchmark, isAtLeast ? lower : upper)}`;
}

/** A waiver that the reason does not tell of: one that was not needed, or has expired. */
function addWaiver(sentence: string, benchmark: BenchmarkResult): string {
  const waiver = benchmark.outcome === "waived" ? null : describeWaiver(benchmark);
  return waiver === null || sentence === endSentence(benchmark.reason)
    ? sentence
    : `${sentence} ${endSentence(waiver)}`;
}

/** A sentence or two for the row of a benchmark; the gate's own reason where no number can be given. */
export function explainOutcome(benchmark: BenchmarkResult, confidence: number): string {
  const sentence = endSentence(explainEvidence(benchmark, confidence) ?? benchmark.reason);
  return addWaiver(sentence, benchmark);
}

/** One sentence that names the benchmark, what was measured and what was required. */
export function explainBenchmark(benchmark: BenchmarkResult, confidence: number): string {
  const name = chartTitle(benchmark).replaceAll(" · ", ", ");
  const evidence = explainEvidence(benchmark, confidence);
  if (evidence === null || benchmark.value === null) return endSentence(`${name}: ${benchmark.reason}`);
  const asked = `${asksAtLeast(benchmark) ? "at least" : "at most"} ${formatRequired(benchmarkUnit(benchmark), requiredValue(benchmark))}`;
  const other = describeOther(benchmark);
  const against = other === null ? "" : `, against ${other}`;
  return endSentence(
    `${name}${other === null ? " is" : " differs by"} ${show(benchmark, benchmark.value)}${against}, where ${asked} is required; ${evidence}`,
  );
}
