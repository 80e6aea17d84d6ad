import { findMetric } from "../domain/metric-catalogue.ts";
import { withUnit } from "../domain/unit-word.ts";
import type { BenchmarkResult, Outcome, Verdict, VerdictWord } from "../domain/verdict.ts";
import {
  describeFarOff,
  describeLooks,
  describeNeeded,
  listWaivers,
  nameBenchmark,
  verdictTitle,
} from "../domain/verdict-words.ts";
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

const outcomeCells: Record<Outcome, string> = {
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
  const what = [result.metric, result.system ?? "", describeSlice(result)];
  const parts = what.filter((part) => part !== "").join(" · ");
  return result.name === null ? parts : `${result.name}: ${parts}`;
}

function showNumber({ unit }: BenchmarkResult, value: number | null): string {
  return value === null ? formatValue(value) : withUnit(formatValue(value), unit);
}

/** The difference that a margin allows or asks for, in the direction of the metric: `≥ -0.02 vs baseline`. */
function describeMargin(result: BenchmarkResult): string {
  const { metric, requirement } = result;
  const { no_worse_by: worse, better_by: better, relative_to: relativeTo } = requirement;
  const gain = better ?? 0 - (worse ?? 0);
  const other = relativeTo === "human" ? "second coder" : "baseline";
  return findMetric(metric)?.better === "lower"
    ? `≤ ${showNumber(result, 0 - gain)} vs ${other}`
    : `≥ ${showNumber(result, gain)} vs ${other}`;
}

function describeNumber(result: BenchmarkResult): string {
  const { at_least: atLeast, at_most: atMost } = result.requirement;
  if (atLeast !== undefined) return `≥ ${showNumber(result, atLeast)}`;
  return atMost === undefined ? describeMargin(result) : `≤ ${showNumber(result, atMost)}`;
}

function describeRequirement(result: BenchmarkResult): string {
  const { on, min_support: support } = result.requirement;
  const codes = support === undefined ? "" : ` (codes ≥ ${support})`;
  return `${describeNumber(result)}${codes}${on === "point" ? " (value)" : ""}`;
}

function describeOutcome({ outcome, level }: BenchmarkResult): string {
  return level === "warn" ? `${outcomeCells[outcome]} (warns)` : outcomeCells[outcome];
}

function benchmarkCells(result: BenchmarkResult): string[] {
  return [
    describeOutcome(result),
    describeBenchmark(result),
    describeRequirement(result),
    showNumber(result, result.value),
    showNumber(result, result.bound),
    result.encounters === null ? "–" : formatCount(result.encounters),
  ];
}

function renderList(sentences: readonly string[], style: BlockStyle): string[] {
  return sentences.flatMap((sentence) =>
    wrapIndented(sentence, style.width, "    ").map((line, at) =>
      at === 0 ? `  - ${line.trimStart()}` : line,
    ),
  );
}

function listNeeded({ benchmarks }: Verdict): string[] {
  return benchmarks.flatMap((result) => {
    const needed = describeNeeded(result);
    if (needed === null) return [];
    const far = describeFarOff(result);
    return [`${nameBenchmark(result)}: ${needed}${far === null ? "" : `, ${far}`}`];
  });
}

/** What stands below the table, each part under its title; nothing where there is nothing to say. */
function renderNotes(verdict: Verdict, style: BlockStyle): string[] {
  const parts: readonly (readonly [title: string, sentences: readonly string[]])[] = [
    ["Likely to decide what is open, with 80 % and 90 % power:", listNeeded(verdict)],
    ["Waivers:", listWaivers(verdict)],
    ["Looks:", describeLooks(verdict.looks).filter((look) => !verdict.reasons.includes(look))],
    ["Notes:", verdict.notes],
  ];
  return parts.flatMap(([title, sentences]) =>
    sentences.length === 0 ? [] : ["", title, ...renderList(sentences, style)],
  );
}

/** The gate's decision for a terminal: the word, the reasons, a line a benchmark, what would decide it, waivers, looks, notes. */
export function renderVerdict(verdict: Verdict, style: BlockStyle): string[] {
  const isWaived = verdict.verdict === "go" && verdictTitle(verdict) !== "GO";
  const colour = style.palette[isWaived ? "yellow" : verdictColours[verdict.verdict]];
  const word = style.palette.bold(colour(verdictTitle(verdict)));
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
  const reasons = renderList(verdict.reasons, style);
  return [heading, "", ...reasons, "", ...table, ...renderNotes(verdict, style)];
}
