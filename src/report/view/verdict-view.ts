import type { Outcome, Verdict, VerdictWord } from "../../domain/verdict.ts";
import { describeRepeat, verdictTitle } from "../../domain/verdict-words.ts";
import { formatQuantity } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { endSentence, explainBenchmark, stateBenchmark } from "./explain-benchmark.ts";
import { rankByGap } from "./rank-by-gap.ts";
import { nameBaseline } from "./requirement-words.ts";
import { blockingOf, countOutcomes, summariseVerdict } from "./summarise-verdict.ts";

export interface VerdictView {
  readonly word: string;
  readonly tone: "good" | "waived" | "bad" | "unsure" | "none";
  readonly mark: string;
  readonly summary: string;
  /** What stands beside the word, the weightiest first. */
  readonly reasons: readonly string[];
  readonly furtherReasons: readonly string[];
}

const faces: Record<VerdictWord, Pick<VerdictView, "tone" | "mark">> = {
  go: { tone: "good", mark: "✓" },
  "no-go": { tone: "bad", mark: "✕" },
  inconclusive: { tone: "unsure", mark: "?" },
  incomplete: { tone: "unsure", mark: "!" },
};

/** Reasons beside the word: of a no-go the widest gaps, of a go what was waived. */
const mostReasons: Record<VerdictWord, number> = { go: 1, "no-go": 3, inconclusive: 1, incomplete: 1 };

/** Reasons named below; any more are left to the table of benchmarks. */
const mostFurtherReasons = 4;

function capReasons(reasons: readonly string[]): readonly string[] {
  const rest = reasons.length - mostFurtherReasons;
  if (rest <= 0) return reasons;
  return [
    ...reasons.slice(0, mostFurtherReasons),
    `And ${formatQuantity(rest, "benchmark")} more, in the table.`,
  ];
}

function splitReasons(word: VerdictWord, reasons: readonly string[], aside: readonly string[] = []) {
  const most = mostReasons[word];
  const further = [...reasons.slice(most), ...aside];
  return { reasons: reasons.slice(0, most), furtherReasons: capReasons(further) };
}

function viewWithoutGate({ results }: ReportInput): VerdictView {
  if (results.run.complete) {
    const summary = "The figures below are measurements. No bound was required of any of them.";
    const word = "No decision: the scenario has no gate";
    return { word, tone: "none", mark: "–", summary, reasons: [], furtherReasons: [] };
  }
  return {
    word: "INCOMPLETE",
    ...faces.incomplete,
    summary: "The run is not complete, and the scenario has no gate.",
    ...splitReasons("incomplete", results.run.incomplete_because.map(endSentence)),
  };
}

/** One sentence for each blocking benchmark of an outcome. */
type Explain = (outcome: Outcome) => readonly string[];

function explainerOf(verdict: Verdict, baseline: string | null): Explain {
  return (outcome) =>
    blockingOf(verdict)
      .filter((benchmark) => benchmark.outcome === outcome)
      .map((benchmark) => explainBenchmark(benchmark, verdict.confidence, baseline));
}

function explainWarnings({ benchmarks, confidence }: Verdict, baseline: string | null): readonly string[] {
  return benchmarks
    .filter(({ level, outcome }) => level === "warn" && outcome !== "met")
    .map((benchmark) => `Warning only: ${explainBenchmark(benchmark, confidence, baseline)}`);
}

function listMissed(verdict: Verdict, baseline: string | null): readonly string[] {
  const missed = blockingOf(verdict).filter(({ outcome }) => outcome === "not-met");
  return rankByGap(missed).map((benchmark) => stateBenchmark(benchmark, baseline));
}

function listOpen(verdict: Verdict, explain: Explain): readonly string[] {
  const repeat = verdict.looks === null ? null : describeRepeat(verdict.looks);
  const open = [...(repeat === null ? [] : [endSentence(repeat)]), ...explain("inconclusive")];
  return open.length > 0 ? open : verdict.reasons.map(endSentence);
}

function listCauses({ results }: ReportInput, { reasons }: Verdict): readonly string[] {
  return [...new Set([...reasons.slice(0, 1), ...results.run.incomplete_because])].map(endSentence);
}

/** What stands behind a verdict, the weightiest first; of a go what was waived first, as its summary counts the rest. */
function listReasons(input: ReportInput, verdict: Verdict, baseline: string | null): readonly string[] {
  const explain = explainerOf(verdict, baseline);
  const behind: Record<VerdictWord, () => readonly string[]> = {
    go: () => explain("waived").slice(0, 1),
    "no-go": () => listMissed(verdict, baseline),
    inconclusive: () => listOpen(verdict, explain),
    incomplete: () => listCauses(input, verdict),
  };
  return behind[verdict.verdict]();
}

export function buildVerdictView(input: ReportInput): VerdictView {
  const { verdict } = input;
  if (verdict === null) return viewWithoutGate(input);
  const baseline = nameBaseline(input.results.run);
  const isWaived = verdict.verdict === "go" && countOutcomes(verdict, "waived") > 0;
  const aside = [...verdict.notes.map(endSentence), ...explainWarnings(verdict, baseline)];
  return {
    word: verdictTitle(verdict),
    ...faces[verdict.verdict],
    ...(isWaived ? { tone: "waived" } : {}),
    summary: summariseVerdict(verdict),
    ...splitReasons(verdict.verdict, listReasons(input, verdict, baseline), aside),
  };
}
