import type { BenchmarkResult, Outcome, VerdictWord } from "../domain/verdict.ts";
import { nameBenchmark } from "../domain/verdict-words.ts";
import { isBlocking } from "./waive.ts";

const noBenchmark = "the gate holds no benchmark, so nothing can be decided";
const onlyWaived = "every blocking benchmark is waived, so nothing is shown";
const onlyWarnings = "every benchmark of the gate only warns, so nothing can be decided";

function describeResult(result: BenchmarkResult): string {
  return `${nameBenchmark(result)}: ${result.reason}`;
}

function reasonsOf(results: readonly BenchmarkResult[], outcome: Outcome): readonly string[] {
  return results.filter((result) => result.outcome === outcome).map(describeResult);
}

function warningsOf(results: readonly BenchmarkResult[]): readonly string[] {
  return results
    .filter((result) => !isBlocking(result) && result.outcome !== "met")
    .map((result) => `warning only: ${describeResult(result)}`);
}

function whyNothing(
  all: readonly BenchmarkResult[],
  blocking: readonly BenchmarkResult[],
): readonly string[] {
  if (all.length === 0) return [noBenchmark];
  if (blocking.length === 0) return [onlyWarnings];
  return blocking.every(({ outcome }) => outcome === "waived") ? [onlyWaived] : [];
}

/**
 * Why the verdict is what it is, in plain sentences, the weightiest first: what makes the run incomplete, what is not
 * met, what makes the level doubtful (`looksFlaw`), what is open, what is waived; what is met where nothing is open.
 * Benchmarks that only warn come last.
 */
export function weighReasons(
  incomplete: readonly string[],
  looksFlaw: string | null,
  results: readonly BenchmarkResult[],
): readonly string[] {
  const blocking = results.filter(isBlocking);
  const open = [
    ...incomplete,
    ...reasonsOf(blocking, "not-met"),
    ...(looksFlaw === null ? [] : [looksFlaw]),
    ...reasonsOf(blocking, "inconclusive"),
    ...whyNothing(results, blocking),
  ];
  const first = open.length > 0 ? open : reasonsOf(blocking, "met");
  return [...first, ...reasonsOf(blocking, "waived"), ...warningsOf(results)];
}

/** The verdict of METRICS, Guarantees, over the benchmarks that block; a go needs one at least that is met. */
export function chooseVerdict(
  isIncomplete: boolean,
  isGuaranteed: boolean,
  results: readonly BenchmarkResult[],
): VerdictWord {
  if (isIncomplete) return "incomplete";
  const outcomes = results.filter(isBlocking).map(({ outcome }) => outcome);
  if (outcomes.includes("not-met")) return "no-go";
  const isProved =
    outcomes.includes("met") && outcomes.every((outcome) => outcome === "met" || outcome === "waived");
  return isProved && isGuaranteed ? "go" : "inconclusive";
}
