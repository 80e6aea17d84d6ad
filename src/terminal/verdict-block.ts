import type { BenchmarkResult, Outcome, Verdict, VerdictWord } from "../domain/verdict.ts";
import { formatCount, formatValue } from "./numbers.ts";
import type { Palette } from "./palette.ts";
import { plainText } from "./plain-text.ts";
import { renderTable, type TableColumn } from "./table.ts";
import { padEnd } from "./text-width.ts";
import { wrapIndented } from "./wrap-text.ts";

export interface BlockStyle {
  readonly width: number;
  readonly palette: Palette;
}

const verdictColours = {
  go: "green",
  "no-go": "red",
  inconclusive: "yellow",
  incomplete: "yellow",
} as const satisfies Record<VerdictWord, keyof Palette>;

const outcomeColours = {
  met: "green",
  "not-met": "red",
  inconclusive: "yellow",
  waived: "dim",
} as const satisfies Record<Outcome, keyof Palette>;

const outcomeWords: Record<Outcome, string> = {
  met: "met",
  "not-met": "not met",
  inconclusive: "open",
  waived: "waived",
};

const columns: readonly TableColumn[] = [
  { title: "outcome" },
  { title: "benchmark", shrinks: true },
  { title: "required", align: "right" },
  { title: "measured", align: "right" },
  { title: "bound", align: "right" },
  { title: "encounters", align: "right" },
];

/** A slice as people read it: `payer Medicare, setting inpatient`. */
function describeSlice(result: BenchmarkResult): string {
  const parts = Object.entries(result.slice ?? {}).map(
    ([column, value]) => `${column} ${value ?? "(not recorded)"}`,
  );
  return parts.join(", ");
}

function describeBenchmark(result: BenchmarkResult): string {
  return [result.metric, result.system ?? "", describeSlice(result)]
    .filter((part) => part !== "")
    .join(" · ");
}

function describeRequirement({ requirement }: BenchmarkResult): string {
  const words = requirement.on === "point" ? " (value)" : "";
  return requirement.at_least === undefined
    ? `≤ ${formatValue(requirement.at_most ?? null)}${words}`
    : `≥ ${formatValue(requirement.at_least)}${words}`;
}

function benchmarkCells(result: BenchmarkResult): string[] {
  return [
    outcomeWords[result.outcome],
    describeBenchmark(result),
    describeRequirement(result),
    formatValue(result.value),
    formatValue(result.bound),
    result.encounters === null ? "–" : formatCount(result.encounters),
  ];
}

function renderReasons(verdict: Verdict, style: BlockStyle): string[] {
  return verdict.reasons.flatMap((reason) =>
    wrapIndented(reason, style.width, "    ").map((line, at) =>
      at === 0 ? `  - ${line.trimStart()}` : line,
    ),
  );
}

/** The gate's decision for a terminal: the word, the reasons, and a line a benchmark. */
export function renderVerdict(verdict: Verdict, style: BlockStyle): string[] {
  const colour = style.palette[verdictColours[verdict.verdict]];
  const word = style.palette.bold(colour(verdict.verdict.toUpperCase()));
  const outcomes = verdict.benchmarks.map((result) => result.outcome);
  const table = renderTable(columns, verdict.benchmarks.map(benchmarkCells), {
    width: style.width,
    indent: "  ",
    title: style.palette.dim,
    cell: (text, row, column) => {
      const outcome = outcomes[row];
      return column === 0 && outcome !== undefined ? style.palette[outcomeColours[outcome]](text) : text;
    },
  });
  const heading = `${padEnd(word, 0)}  ${plainText(verdict.run)}`;
  return [heading, "", ...renderReasons(verdict, style), "", ...table];
}
