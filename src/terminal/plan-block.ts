import type { PlanDocument, PlannedBenchmark } from "../domain/plan-document.ts";
import { describeTogether } from "../domain/plan-sentences.ts";
import { formatCount, formatValue } from "./numbers.ts";
import { renderTable, type TableColumn } from "./table.ts";
import type { BlockStyle } from "./verdict-block.ts";
import { wrapIndented } from "./wrap-text.ts";

const columns: readonly TableColumn[] = [
  { title: "benchmark", shrinks: true },
  { title: "required", align: "right" },
  { title: "expected", align: "right" },
  { title: "80 %", align: "right" },
  { title: "90 %", align: "right" },
  { title: "weeks", align: "right" },
  { title: "of" },
];

const kinds = { encounters: "", "doubly-coded": "doubly coded", adjudicated: "adjudicated" } as const;

function describeSlice({ slice, each }: PlannedBenchmark): string {
  const parts = Object.entries(slice ?? {}).map(
    ([column, value]) => `${column} ${value ?? "(not recorded)"}`,
  );
  return [...parts, ...(each === null || each in (slice ?? {}) ? [] : [`each ${each}`])].join(", ");
}

function nameBenchmark(row: PlannedBenchmark): string {
  const what = [row.metric, row.system ?? "", describeSlice(row)].filter((part) => part !== "").join(" · ");
  return row.name === null ? what : `${row.name}: ${what}`;
}

/** Below the table, where each name stands with its metric, the name is enough. */
function callBenchmark(row: PlannedBenchmark): string {
  if (row.name === null) return nameBenchmark(row);
  return [row.name, describeSlice(row)].filter((part) => part !== "").join(" · ");
}

function describeRequirement({ requirement }: PlannedBenchmark): string {
  const { at_least, at_most, no_worse_by, better_by, on } = requirement;
  const words = on === "point" ? " (value)" : "";
  if (at_least !== undefined) return `≥ ${formatValue(at_least)}${words}`;
  if (at_most !== undefined) return `≤ ${formatValue(at_most)}${words}`;
  if (better_by !== undefined) return `better ≥ ${formatValue(better_by)}${words}`;
  return `worse ≤ ${formatValue(no_worse_by ?? null)}${words}`;
}

function countOrDash(count: number | null): string {
  return count === null ? "–" : formatCount(count);
}

function weeksOf({ weeks_80, weeks_90 }: Pick<PlannedBenchmark, "weeks_80" | "weeks_90">): string {
  if (weeks_80 === null) return "–";
  return weeks_90 === null || weeks_90 === weeks_80
    ? formatCount(weeks_80)
    : `${formatCount(weeks_80)}–${formatCount(weeks_90)}`;
}

function cellsOf(row: PlannedBenchmark): string[] {
  return [
    nameBenchmark(row),
    describeRequirement(row),
    formatValue(row.expected),
    countOrDash(row.encounters_80),
    countOrDash(row.encounters_90),
    weeksOf(row),
    kinds[row.counts],
  ];
}

function percent(power: number): string {
  return `${Math.floor(power * 100 + 1e-9)} %`;
}

function renderPowers({ benchmarks }: PlanDocument, { width, palette }: BlockStyle): string[] {
  const rows = benchmarks.filter(({ at_sizes }) => at_sizes.length > 0);
  const [first] = rows;
  if (first === undefined) return [];
  const sizes: readonly TableColumn[] = first.at_sizes.map(({ encounters }) => ({
    title: formatCount(encounters),
    align: "right",
  }));
  const cells = rows.map((row) => [callBenchmark(row), ...row.at_sizes.map(({ power }) => percent(power))]);
  const heads: readonly TableColumn[] = [{ title: "encounters in the figure", shrinks: true }, ...sizes];
  return ["", 'Chance of "met"', ...renderTable(heads, cells, { width, indent: "  ", title: palette.dim })];
}

function renderTogether({ together }: PlanDocument, { width }: BlockStyle): string[] {
  const sentences = describeTogether(together).flatMap((sentence) => wrapIndented(sentence, width, ""));
  return sentences.length === 0 ? [] : ["", ...sentences];
}

function listItems(texts: readonly string[], { width }: BlockStyle): string[] {
  return texts.flatMap((text) =>
    wrapIndented(text, width, "    ").map((line, at) => (at === 0 ? `  - ${line.trimStart()}` : line)),
  );
}

function renderNotes({ benchmarks }: PlanDocument, style: BlockStyle): string[] {
  const notes = benchmarks.flatMap((row) =>
    row.note === null ? [] : [`${callBenchmark(row)}: ${row.note}`],
  );
  return notes.length === 0 ? [] : ["", "Mind", ...listItems(notes, style)];
}

function renderAssumptions({ assumptions }: PlanDocument, style: BlockStyle): string[] {
  return assumptions.length === 0 ? [] : ["", "Assumed", ...listItems(assumptions, style)];
}

/** A plan for a terminal: a line a benchmark, its chances at round numbers, what is missing and what was assumed. */
export function renderPlan(plan: PlanDocument, style: BlockStyle): string[] {
  const { palette, width } = style;
  const from = plan.pilot === null ? "" : `, by a pilot of ${formatCount(plan.pilot.encounters)} encounters`;
  const heading = `Encounters needed for ${plan.scenario}${from}`;
  const table = renderTable(columns, plan.benchmarks.map(cellsOf), {
    width,
    indent: "  ",
    title: palette.dim,
  });
  return [
    palette.bold(heading),
    "",
    ...table,
    ...renderTogether(plan, style),
    ...renderPowers(plan, style),
    ...renderNotes(plan, style),
    ...renderAssumptions(plan, style),
  ];
}
