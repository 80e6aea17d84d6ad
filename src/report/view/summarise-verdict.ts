import type { BenchmarkResult, Outcome, Verdict } from "../../domain/verdict.ts";
import { outcomeWords } from "../../domain/verdict-words.ts";
import { formatList, formatQuantity, formatRequired } from "../format.ts";

/** The benchmarks that decide. */
export function blockingOf({ benchmarks }: Verdict): readonly BenchmarkResult[] {
  return benchmarks.filter(({ level }) => level === "block");
}

export function countOutcomes(verdict: Verdict, outcome: Outcome): number {
  return countOf(blockingOf(verdict), outcome);
}

function countOf(benchmarks: readonly BenchmarkResult[], wanted: Outcome): number {
  return benchmarks.filter(({ outcome }) => outcome === wanted).length;
}

function verbFor(count: number): string {
  return count === 1 ? "is" : "are";
}

/** "blocking benchmark" where some others only warn. */
function nounFor({ benchmarks }: Verdict): string {
  return benchmarks.some(({ level }) => level === "warn") ? "blocking benchmark" : "benchmark";
}

/** "8 at 95 % confidence (at all looks together), 3 by the measured value alone"; without counts where all are alike. */
function describeHow(verdict: Verdict): string {
  const met = blockingOf(verdict).filter(({ outcome }) => outcome === "met");
  const byValue = met.filter(({ requirement }) => requirement.on === "point").length;
  const looks = verdict.looks?.mode === "sequential" ? " (at all looks together)" : "";
  const sure = `at ${formatRequired("share", verdict.confidence)} confidence${looks}`;
  const measured = "by the measured value alone";
  if (byValue === 0) return ` ${sure}`;
  if (byValue === met.length) return ` ${measured}`;
  return `: ${met.length - byValue} ${sure}, ${byValue} ${measured}`;
}

function summariseGo(verdict: Verdict): string {
  const all = blockingOf(verdict).length;
  const met = countOutcomes(verdict, "met");
  const waived = countOutcomes(verdict, "waived");
  const noun = nounFor(verdict);
  const subject = all === 1 ? `The one ${noun} is` : `All ${all} ${noun}s are`;
  if (waived === 0) return `${subject} met${describeHow(verdict)}.`;
  if (met === 0) return `${subject} waived.`;
  return `${met} of ${formatQuantity(all, noun)} ${verbFor(met)} met${describeHow(verdict)}. ${waived} ${verbFor(waived)} waived.`;
}

const order: readonly Outcome[] = ["not-met", "inconclusive", "met", "waived"];

function listCounts(benchmarks: readonly BenchmarkResult[]): readonly string[] {
  return order.flatMap((outcome) => {
    const count = countOf(benchmarks, outcome);
    return count === 0 ? [] : [`${count}\u00a0${outcomeWords[outcome]}`];
  });
}

function summariseShortfall(verdict: Verdict): string {
  const blocking = blockingOf(verdict);
  return `Of ${formatQuantity(blocking.length, nounFor(verdict))}: ${listCounts(blocking).join(", ")}.`;
}

/** What became of the benchmarks that only warn; "" where there are none. */
function summariseWarnings({ benchmarks }: Verdict): string {
  const warning = benchmarks.filter(({ level }) => level === "warn");
  const [only] = warning;
  if (only === undefined) return "";
  if (warning.length === 1) return ` One more only warns: ${outcomeWords[only.outcome]}.`;
  return ` ${warning.length} more only warn: ${formatList(listCounts(warning))}.`;
}

/** Whether nothing but the number of looks stands in the way of a go. */
function isOnlyRepeated(verdict: Verdict): boolean {
  const isOpen = countOutcomes(verdict, "inconclusive") > 0;
  return verdict.verdict === "inconclusive" && !isOpen && verdict.looks?.is_guaranteed === false;
}

function summariseBlocking(verdict: Verdict): string {
  if (verdict.verdict === "go") return summariseGo(verdict);
  if (verdict.verdict === "no-go") return summariseShortfall(verdict);
  if (isOnlyRepeated(verdict)) return `The look is a repeated one. ${summariseShortfall(verdict)}`;
  return `The evidence does not decide it. ${summariseShortfall(verdict)}`;
}

/** One or two plain sentences that say how the verdict came about. */
export function summariseVerdict(verdict: Verdict): string {
  if (verdict.verdict === "incomplete") return "The run is not complete, so it decides nothing.";
  if (verdict.benchmarks.length === 0) return "The gate holds no benchmark, so nothing can be decided.";
  if (blockingOf(verdict).length === 0) return "Every benchmark only warns, so nothing can be decided.";
  return `${summariseBlocking(verdict)}${summariseWarnings(verdict)}`;
}
