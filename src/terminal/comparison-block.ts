import { formatJudged } from "../domain/chance-words.ts";
import type { ComparedFigure, Comparison } from "../domain/comparison.ts";
import { formatCount, formatValue } from "./numbers.ts";
import type { Palette } from "./palette.ts";
import { plainText } from "./plain-text.ts";
import { renderTable, type TableColumn } from "./table.ts";
import type { BlockStyle } from "./verdict-block.ts";
import { wrapIndented } from "./wrap-text.ts";

const words: Readonly<Record<Comparison["verdict"], readonly [string, keyof Palette]>> = {
  worse: ["WORSE", "red"],
  "not-worse": ["NOT PROVED WORSE", "green"],
  incomplete: ["INCOMPLETE", "yellow"],
};

const columns: readonly TableColumn[] = [
  { title: "" },
  { title: "figure", shrinks: true },
  { title: "a", align: "right" },
  { title: "b", align: "right" },
  { title: "difference", align: "right" },
  { title: "interval", align: "right" },
  { title: "adjusted p", align: "right" },
];

/** Slices shown below the main figures of the whole run, each by the figure that changed most. */
const mostSlices = 8;
const mostReasons = 6;

function describeSlice({ slice }: ComparedFigure): string {
  return Object.entries(slice ?? {})
    .map(([column, value]) => `${column} ${value ?? "(not recorded)"}`)
    .join(", ");
}

function nameFigure(figure: ComparedFigure): string {
  return [describeSlice(figure), figure.metric, figure.system ?? ""]
    .filter((part) => part !== "")
    .join(" · ");
}

function cellsOf(figure: ComparedFigure): string[] {
  const { lower, upper } = figure;
  return [
    figure.direction ?? "",
    nameFigure(figure),
    formatValue(figure.a),
    formatValue(figure.b),
    formatValue(figure.difference),
    lower === null || upper === null ? "–" : `${formatValue(lower)} to ${formatValue(upper)}`,
    formatJudged(figure) ?? "–",
  ];
}

/** Of each slice with anything proved worse, the figure that got worst; the worst slice first. */
function worstSlices({ figures }: Comparison): readonly ComparedFigure[] {
  const harm = ({ difference }: ComparedFigure) => Math.abs(difference ?? 0);
  const worse = figures
    .filter(({ slice, direction }) => slice !== null && direction === "worse")
    .sort((x, y) => harm(y) - harm(x));
  const firstOf = new Map<string, ComparedFigure>();
  for (const figure of worse) {
    const slice = describeSlice(figure);
    if (!firstOf.has(slice)) firstOf.set(slice, figure);
  }
  return [...firstOf.values()];
}

function chooseRows(comparison: Comparison): readonly ComparedFigure[] {
  const main = comparison.figures.filter(({ slice, p_holm }) => slice === null && p_holm !== null);
  return [...worstSlices(comparison).slice(0, mostSlices), ...main];
}

/** The first reasons, and the last, which counts what was tested. */
function chooseReasons({ reasons }: Comparison): readonly string[] {
  const rest = reasons.length - 1 - mostReasons;
  if (rest <= 0) return reasons;
  return [
    ...reasons.slice(0, mostReasons),
    `and ${formatCount(rest)} more of the kind`,
    ...reasons.slice(-1),
  ];
}

function countErrors({ tables }: Comparison): string {
  const count = (state: string) =>
    formatCount(tables.recurring_errors.filter((error) => error.state === state).length);
  return `Recurring errors: ${count("fixed")} fixed, ${count("new")} new, ${count("still")} still there.`;
}

function wrapEach(lines: readonly string[], style: BlockStyle): readonly string[] {
  return lines.flatMap((line) =>
    wrapIndented(line, style.width, "    ").map((text, at) => (at === 0 ? `  - ${text.trimStart()}` : text)),
  );
}

/** The comparison of two runs for a terminal: what is proved, why, the main figures, and what else differs. */
export function renderComparisonBlock(comparison: Comparison, style: BlockStyle): string[] {
  const [word, colour] = words[comparison.verdict];
  const rows = chooseRows(comparison);
  const { palette } = style;
  const table = renderTable(columns, rows.map(cellsOf), {
    width: style.width,
    indent: "  ",
    title: palette.dim,
    cell: (text, row, column) => {
      const direction = rows[row]?.direction ?? null;
      if (column !== 0 || direction === null) return text;
      return direction === "worse" ? palette.red(text) : palette.green(text);
    },
  });
  return [
    `${palette.bold(palette[colour](word))}  ${plainText(comparison.b.run)} against ${plainText(comparison.a.run)}, ${formatCount(comparison.encounters)} encounters`,
    "",
    ...wrapEach(chooseReasons(comparison), style),
    "",
    ...table,
    "",
    `  ${countErrors(comparison)}`,
    ...(comparison.remarks.length === 0 ? [] : ["", ...wrapEach(comparison.remarks, style)]),
  ];
}
