import type { BenchmarkResult } from "../../domain/verdict.ts";
import { describeWaiver } from "../../domain/verdict-words.ts";
import { formatBeside, formatRequired } from "../format.ts";
import { benchmarkSubject } from "./benchmark-title.ts";
import { boundDifference, openDifference, stateDifference } from "./explain-difference.ts";
import { asksAtLeast, benchmarkUnit, isRelative, requiredValue } from "./requirement-words.ts";

function show(benchmark: BenchmarkResult, value: number): string {
  return formatBeside(benchmarkUnit(benchmark), value, requiredValue(benchmark));
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
  if (isRelative(benchmark)) return openDifference(benchmark, value, bounds);
  const required = requiredValue(benchmark);
  const [lower, upper] = bounds;
  const [proof, refutation, word] = asksAtLeast(benchmark) ? [lower, upper, "more"] : [upper, lower, "less"];
  const isGood = asksAtLeast(benchmark) ? value >= required : value <= required;
  return isGood
    ? `only ${show(benchmark, proof)} or ${word} is sure`
    : `${show(benchmark, refutation)} cannot be ruled out`;
}

/** What a benchmark would be without its waiver. */
function outcomeOf({ outcome, outcome_unwaived: unwaived }: BenchmarkResult): BenchmarkResult["outcome"] {
  return unwaived ?? outcome;
}

/** Whether a refutation in one slice was taken back because the number of slices may explain it. */
function isCorrected(benchmark: BenchmarkResult): boolean {
  const { p, bound, lower, upper } = benchmark;
  const isOpen = outcomeOf(benchmark) === "inconclusive";
  return isOpen && p !== null && bound === (asksAtLeast(benchmark) ? upper : lower);
}

function explainBound(benchmark: BenchmarkResult, isMet: boolean, bounds: readonly [number, number]): string {
  const isAtLeast = asksAtLeast(benchmark) === isMet;
  const bound = bounds[isAtLeast ? 0 : 1];
  if (isRelative(benchmark)) return boundDifference(benchmark, isAtLeast ? "lower" : "upper", bound);
  return `it is ${isAtLeast ? "at least" : "at most"} ${show(benchmark, bound)}`;
}

/** What the evidence says of a benchmark, without its name; null where only the gate's own reason tells. */
function explainEvidence(benchmark: BenchmarkResult, confidence: number): string | null {
  const { value, lower, upper, bound, requirement } = benchmark;
  const outcome = outcomeOf(benchmark);
  if (value === null || outcome === "waived") return null;
  if (requirement.on === "point" && outcome !== "inconclusive")
    return "required of the value itself, whatever its interval";
  if (lower === null || upper === null || bound === null || isCorrected(benchmark)) return null;
  const sure = `${formatRequired("share", confidence)} confidence`;
  return outcome === "inconclusive"
    ? `${explainUndecided(benchmark, value, [lower, upper])} at ${sure}`
    : `with ${sure} ${explainBound(benchmark, outcome === "met", [lower, upper])}`;
}

/** A waiver that the sentence does not tell of yet. */
function addWaiver(sentence: string, benchmark: BenchmarkResult): string {
  const waiver = describeWaiver(benchmark);
  const isTold = sentence === endSentence(benchmark.reason) && benchmark.outcome === "waived";
  return waiver === null || isTold ? sentence : `${sentence} ${endSentence(waiver)}`;
}

/** A sentence or two for the row of a benchmark; the gate's own reason where no number can be given. */
export function explainOutcome(benchmark: BenchmarkResult, confidence: number): string {
  return addWaiver(endSentence(explainEvidence(benchmark, confidence) ?? benchmark.reason), benchmark);
}

function stateAbsolute(benchmark: BenchmarkResult, value: number): string {
  const required = formatRequired(benchmarkUnit(benchmark), requiredValue(benchmark));
  const asked = asksAtLeast(benchmark)
    ? `at least ${required} was required`
    : `at most ${required} was allowed`;
  return `is ${show(benchmark, value)}; ${asked}`;
}

/** A benchmark, what was measured and what was required, without what is sure of it; `baseline` names the other engine. */
function state(benchmark: BenchmarkResult, baseline: string | null): string | null {
  const { value } = benchmark;
  if (value === null) return null;
  const words = isRelative(benchmark)
    ? stateDifference(benchmark, value, baseline)
    : stateAbsolute(benchmark, value);
  return `${benchmarkSubject(benchmark)} ${words}`;
}

/** One short sentence of a benchmark that is missed: what was measured, and what was required. */
export function stateBenchmark(benchmark: BenchmarkResult, baseline: string | null = null): string {
  return endSentence(state(benchmark, baseline) ?? `${benchmarkSubject(benchmark)}: ${benchmark.reason}`);
}

/** One sentence that names the benchmark, what was measured, what was required and what is sure; its waiver in another. */
export function explainBenchmark(
  benchmark: BenchmarkResult,
  confidence: number,
  baseline: string | null = null,
): string {
  const evidence = explainEvidence(benchmark, confidence);
  const stated = state(benchmark, baseline);
  if (evidence === null || stated === null)
    return endSentence(`${benchmarkSubject(benchmark)}: ${benchmark.reason}`);
  return addWaiver(endSentence(`${stated}; ${evidence}`), benchmark);
}
