import type { BenchmarkResult } from "../../domain/verdict.ts";
import { chartTitle, metricUnit, sliceTitle, systemTitle } from "../figures.ts";
import { formatBeside, formatRequired } from "../format.ts";

/** The number that a benchmark requires. */
export function requiredValue({ requirement }: BenchmarkResult): number {
  return requirement.at_least ?? requirement.at_most ?? 0;
}

function asksAtLeast({ requirement }: BenchmarkResult): boolean {
  return requirement.at_least !== undefined;
}

function show(benchmark: BenchmarkResult, value: number): string {
  return formatBeside(metricUnit(benchmark.metric), value, requiredValue(benchmark));
}

/** "≥ 90 %" or "≤ 1 %". */
export function formatRequirement(benchmark: BenchmarkResult): string {
  const sign = asksAtLeast(benchmark) ? "≥" : "≤";
  return `${sign}\u00a0${formatRequired(metricUnit(benchmark.metric), requiredValue(benchmark))}`;
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

/** What the evidence says of a benchmark, without its name; null where only the gate's own reason tells. */
function explainEvidence(benchmark: BenchmarkResult, confidence: number): string | null {
  const { value, lower, upper, outcome } = benchmark;
  if (benchmark.requirement.on === "point") return "required of the value itself, whatever its interval";
  if (value === null || lower === null || upper === null || outcome === "waived") return null;
  const sure = `${formatRequired("share", confidence)} confidence`;
  if (outcome === "inconclusive") return `${explainUndecided(benchmark, value, [lower, upper])} at ${sure}`;
  const isAtLeast = asksAtLeast(benchmark) === (outcome === "met");
  return `with ${sure} it is ${isAtLeast ? "at least" : "at most"} ${show(benchmark, isAtLeast ? lower : upper)}`;
}

/** One sentence for the row of a benchmark; the gate's own reason where no number can be given. */
export function explainOutcome(benchmark: BenchmarkResult, confidence: number): string {
  return endSentence(explainEvidence(benchmark, confidence) ?? benchmark.reason);
}

/** One sentence that names the benchmark, what was measured and what was required. */
export function explainBenchmark(benchmark: BenchmarkResult, confidence: number): string {
  const name = chartTitle(benchmark).replaceAll(" · ", ", ");
  const evidence = explainEvidence(benchmark, confidence);
  if (evidence === null || benchmark.value === null) return endSentence(`${name}: ${benchmark.reason}`);
  const asked = `${asksAtLeast(benchmark) ? "at least" : "at most"} ${formatRequired(metricUnit(benchmark.metric), requiredValue(benchmark))}`;
  return endSentence(
    `${name} is ${show(benchmark, benchmark.value)}, where ${asked} is required; ${evidence}`,
  );
}
