import type { BenchmarkResult, Outcome, Verdict, VerdictWord } from "../../domain/verdict.ts";
import { describeRepeat } from "../../domain/verdict-words.ts";
import { formatQuantity, formatRequired } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { endSentence, explainBenchmark } from "./explain-benchmark.ts";

export interface VerdictView {
  readonly word: string;
  readonly tone: "good" | "bad" | "unsure" | "none";
  readonly mark: string;
  readonly summary: string;
  readonly reason: string | null;
  readonly furtherReasons: readonly string[];
}

const faces: Record<VerdictWord, Pick<VerdictView, "word" | "tone" | "mark">> = {
  go: { word: "GO", tone: "good", mark: "✓" },
  "no-go": { word: "NO-GO", tone: "bad", mark: "✕" },
  inconclusive: { word: "INCONCLUSIVE", tone: "unsure", mark: "?" },
  incomplete: { word: "INCOMPLETE", tone: "unsure", mark: "!" },
};

function blockingOf({ benchmarks }: Verdict): readonly BenchmarkResult[] {
  return benchmarks.filter(({ level }) => level === "block");
}

function countOutcomes(verdict: Verdict, outcome: Outcome): number {
  return blockingOf(verdict).filter((benchmark) => benchmark.outcome === outcome).length;
}

function summariseGo(verdict: Verdict): string {
  const waived = countOutcomes(verdict, "waived");
  const all = blockingOf(verdict).length;
  if (waived === 0) {
    const subject = all === 1 ? "The one benchmark is" : `All ${all} benchmarks are`;
    return `${subject} met at ${formatRequired("share", verdict.confidence)} confidence.`;
  }
  return `${all - waived} of ${formatQuantity(all, "benchmark")} met, ${waived} waived.`;
}

const shortfalls = [
  ["not-met", "not met"],
  ["inconclusive", "undecided"],
  ["met", "met"],
  ["waived", "waived"],
] as const;

function summariseShortfall(verdict: Verdict): string {
  const counts = shortfalls
    .map(([outcome, words]) => ({ words, count: countOutcomes(verdict, outcome) }))
    .filter(({ count }) => count > 0)
    .map(({ words, count }) => `${count}\u00a0${words}`);
  return `Of ${formatQuantity(blockingOf(verdict).length, "benchmark")}: ${counts.join(", ")}.`;
}

/** Whether nothing but the number of looks stands in the way of a go. */
function isOnlyRepeated(verdict: Verdict): boolean {
  const isOpen = countOutcomes(verdict, "inconclusive") > 0;
  return verdict.verdict === "inconclusive" && !isOpen && verdict.looks?.is_guaranteed === false;
}

/** One plain sentence that says how the verdict came about. */
function summariseVerdict(verdict: Verdict): string {
  if (verdict.verdict === "go") return summariseGo(verdict);
  if (verdict.verdict === "no-go") return summariseShortfall(verdict);
  if (verdict.verdict === "incomplete") return "The run is not complete, so it decides nothing.";
  if (verdict.benchmarks.length === 0) return "The gate holds no benchmark, so nothing can be decided.";
  if (blockingOf(verdict).length === 0) return "Every benchmark only warns, so nothing can be decided.";
  if (isOnlyRepeated(verdict)) return `The look is a repeated one. ${summariseShortfall(verdict)}`;
  return `The evidence does not decide it. ${summariseShortfall(verdict)}`;
}

function viewWithoutGate({ results }: ReportInput): VerdictView {
  const [first, ...rest] = results.run.incomplete_because.map(endSentence);
  if (results.run.complete) {
    const summary = "The figures below are measurements. No bound was required of any of them.";
    const word = "No decision: the scenario has no gate";
    return { word, tone: "none", mark: "–", summary, reason: null, furtherReasons: [] };
  }
  return {
    ...faces.incomplete,
    summary: "The run is not complete, and the scenario has no gate.",
    reason: first ?? null,
    furtherReasons: capReasons(rest),
  };
}

function explainAll(verdict: Verdict, outcome: Outcome): readonly string[] {
  return blockingOf(verdict)
    .filter((benchmark) => benchmark.outcome === outcome)
    .map((benchmark) => explainBenchmark(benchmark, verdict.confidence));
}

function explainWarnings({ benchmarks, confidence }: Verdict): readonly string[] {
  return benchmarks
    .filter(({ level, outcome }) => level === "warn" && outcome !== "met")
    .map((benchmark) => `Warning only: ${explainBenchmark(benchmark, confidence)}`);
}

/** What stands behind a verdict, the weightiest first; of a go only what was waived and what warns, as its summary says the rest. */
function listReasons({ results }: ReportInput, verdict: Verdict): readonly string[] {
  const aside = [...explainAll(verdict, "waived"), ...explainWarnings(verdict)];
  if (verdict.verdict === "incomplete") {
    const causes = new Set([...verdict.reasons.slice(0, 1), ...results.run.incomplete_because]);
    return [...[...causes].map(endSentence), ...aside];
  }
  const repeat = verdict.looks === null ? null : describeRepeat(verdict.looks);
  const open = [
    ...explainAll(verdict, "not-met"),
    ...(repeat === null ? [] : [endSentence(repeat)]),
    ...explainAll(verdict, "inconclusive"),
  ];
  return [...(open.length > 0 || aside.length > 0 ? open : openReasons(verdict)), ...aside];
}

/** Reasons named beside the first; any more are left to the table of benchmarks. */
const mostFurtherReasons = 4;

function capReasons(reasons: readonly string[]): readonly string[] {
  const rest = reasons.length - mostFurtherReasons;
  if (rest <= 0) return reasons;
  return [
    ...reasons.slice(0, mostFurtherReasons),
    `And ${formatQuantity(rest, "benchmark")} more, in the table.`,
  ];
}

function openReasons(verdict: Verdict): readonly string[] {
  return verdict.verdict === "go" ? [] : verdict.reasons.map(endSentence);
}

export function buildVerdictView(input: ReportInput): VerdictView {
  const { verdict } = input;
  if (verdict === null) return viewWithoutGate(input);
  const [first, ...rest] = listReasons(input, verdict);
  return {
    ...faces[verdict.verdict],
    summary: summariseVerdict(verdict),
    reason: first ?? null,
    furtherReasons: capReasons(rest),
  };
}
