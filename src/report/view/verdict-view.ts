import type { Outcome, Verdict, VerdictWord } from "../../domain/verdict.ts";
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

function countOutcomes(verdict: Verdict, outcome: Outcome): number {
  return verdict.benchmarks.filter((benchmark) => benchmark.outcome === outcome).length;
}

function summariseGo(verdict: Verdict): string {
  const waived = countOutcomes(verdict, "waived");
  const all = verdict.benchmarks.length;
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
  return `Of ${formatQuantity(verdict.benchmarks.length, "benchmark")}: ${counts.join(", ")}.`;
}

/** One plain sentence that says how the verdict came about. */
function summariseVerdict(verdict: Verdict): string {
  if (verdict.verdict === "go") return summariseGo(verdict);
  if (verdict.verdict === "no-go") return summariseShortfall(verdict);
  if (verdict.verdict === "incomplete") return "The run is not complete, so it decides nothing.";
  if (verdict.benchmarks.length === 0) return "The gate holds no benchmark, so nothing can be decided.";
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

/** What stands behind a verdict, the weightiest first; nothing behind a go, whose summary says it all. */
function listReasons({ results }: ReportInput, verdict: Verdict): readonly string[] {
  const open = (["not-met", "inconclusive"] as const).flatMap((outcome) =>
    verdict.benchmarks.filter((benchmark) => benchmark.outcome === outcome),
  );
  const benchmarks = open.map((benchmark) => explainBenchmark(benchmark, verdict.confidence));
  if (verdict.verdict !== "incomplete") return benchmarks.length > 0 ? benchmarks : openReasons(verdict);
  const causes = new Set([...verdict.reasons.slice(0, 1), ...results.run.incomplete_because]);
  return [...causes].map(endSentence);
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
