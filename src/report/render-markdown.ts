import type { Results } from "../domain/results.ts";
import type { BenchmarkResult, Verdict } from "../domain/verdict.ts";
import { describeLooks } from "../domain/verdict-words.ts";
import { formatCount, formatRange, formatValue } from "./format.ts";
import { benchmarkLine } from "./view/benchmark-title.ts";
import { endSentence } from "./view/explain-benchmark.ts";
import { explainWaivers } from "./view/explain-waivers.ts";
import { buildHeadlines } from "./view/headline-view.ts";
import { listRecurring } from "./view/recurring-view.ts";
import { benchmarkUnit, describeOther, formatRequirement, nameBaseline } from "./view/requirement-words.ts";
import { plainText } from "./view/sentence.ts";
import { buildVerdictView } from "./view/verdict-view.ts";

const marks = { met: "✅ met", "not-met": "❌ not met", inconclusive: "❔ undecided", waived: "➖ waived" };

/** Text that Markdown and the HTML within it take literally, on one line. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]|#]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}/gu, "\ufffd");
}

function printRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function formatAsked(benchmark: BenchmarkResult, baseline: string | null): string {
  const other = describeOther(benchmark, baseline);
  return `${formatRequirement(benchmark)}${other === null ? "" : ` against ${escapeMarkdown(other)}`}`;
}

function printBenchmark(benchmark: BenchmarkResult, baseline: string | null): string {
  const unit = benchmarkUnit(benchmark);
  return printRow([
    escapeMarkdown(benchmarkLine(benchmark)),
    formatAsked(benchmark, baseline),
    formatValue(unit, benchmark.value),
    formatRange(unit, benchmark.lower, benchmark.upper) ?? "—",
    formatCount(benchmark.encounters),
    benchmark.level === "warn" ? `${marks[benchmark.outcome]} (warns only)` : marks[benchmark.outcome],
  ]);
}

function printBenchmarks(verdict: Verdict | null, baseline: string | null): string[] {
  if (verdict === null) return [];
  return [
    printRow(["Benchmark", "Required", "Measured", "Bounds", "Encounters", "Outcome"]),
    printRow(["---", "---", "---:", "---:", "---:", "---"]),
    ...verdict.benchmarks.map((benchmark) => printBenchmark(benchmark, baseline)),
    "",
    ...printList("### Waivers", explainWaivers(verdict, baseline)),
    ...printList("### Looks", describeLooks(verdict.looks).map(endSentence)),
  ];
}

function printList(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  return [title, "", ...sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`), ""];
}

/** Recurring errors that the summary names. */
const mostErrors = 5;

function printErrors(results: Results): string[] {
  const errors = listRecurring(results, mostErrors);
  if (errors.length === 0) return [];
  const lines = errors.map(
    ({ sentence, facts }) => `- ${escapeMarkdown(plainText(sentence))} ${escapeMarkdown(facts)}`,
  );
  return ["### What it gets wrong", "", ...lines, ""];
}

/** A job summary in GitHub's Markdown: the verdict and its reasons, the three numbers, the benchmarks, the top errors. */
export function renderMarkdown({ results, verdict }: { results: Results; verdict: Verdict | null }): string {
  const input = { results, verdict, service: null };
  const view = buildVerdictView(input);
  const reasons = [...view.reasons, ...view.furtherReasons];
  const headlines = buildHeadlines(input).map(
    ({ label, text, interval, note }) =>
      `- ${label}: **${text}**${escapeMarkdown(` ${interval ?? note ?? ""}`)}`,
  );
  return [
    `## ${view.mark} ${view.word}`,
    "",
    [view.summary, ...reasons].map(escapeMarkdown).join(" "),
    "",
    ...headlines,
    "",
    ...printBenchmarks(verdict, nameBaseline(results.run)),
    ...printErrors(results),
    `${escapeMarkdown(results.run.scenario)} · run ${escapeMarkdown(verdict?.run ?? results.run.scenario_digest)}`,
    "",
  ].join("\n");
}
