import { formatJudged } from "../../../domain/chance-words.ts";
import type { ComparedFigure, Comparison } from "../../../domain/comparison.ts";
import { sliceKey } from "../../../domain/figure.ts";
import type { DrawChart, Drawing } from "../../charts/drawing.ts";
import {
  agreementMetric,
  chartTitle,
  metricTitle,
  metricUnit,
  sliceTitle,
  systemTitle,
} from "../../figures.ts";
import {
  absent,
  formatCount,
  formatPoints,
  formatPointsRange,
  formatRange,
  formatValue,
} from "../../format.ts";

/** Lists longer than this show their beginning; the rest stands in comparison.json. */
const mostSlices = 20;
const mostProved = 40;

/** One figure of both runs as a row of a table; every number already text. */
export interface ChangeRow {
  readonly title: string;
  readonly under: string | null;
  readonly encounters: string;
  readonly a: string;
  readonly b: string;
  readonly difference: string;
  readonly interval: string | null;
  readonly chance: string;
  readonly finding: string;
  readonly tone: "good" | "bad" | "unsure" | "none";
  /** Nothing is proved of it: on a phone a line is enough. */
  readonly isCalm: boolean;
}

interface SliceColumn {
  readonly id: string;
  readonly column: string;
  readonly rows: readonly ChangeRow[];
  readonly leftOut: string | null;
  readonly chart: Drawing | null;
}

export interface CompareFiguresView {
  readonly main: readonly ChangeRow[];
  readonly mainChart: Drawing | null;
  readonly proved: readonly ChangeRow[];
  readonly provedLeftOut: string | null;
  readonly columns: readonly SliceColumn[];
  readonly every: readonly ChangeRow[];
  readonly uncompared: readonly { readonly title: string; readonly note: string }[];
}

const findings = { better: "better", worse: "worse" } as const;

/** A difference in its figure's unit: points for shares. */
export function formatChange({ metric, difference }: ComparedFigure): string {
  const unit = metricUnit(metric);
  return unit === "share" ? formatPoints(difference) : formatValue(unit, difference);
}

function formatChangeRange({ metric, lower, upper }: ComparedFigure): string | null {
  const unit = metricUnit(metric);
  return unit === "share" ? formatPointsRange(lower, upper) : formatRange(unit, lower, upper);
}

function toneOf({ direction }: ComparedFigure): ChangeRow["tone"] {
  if (direction === null) return "none";
  return direction === "better" ? "good" : "bad";
}

function buildRow(figure: ComparedFigure, title: string, under: string | null): ChangeRow {
  const unit = metricUnit(figure.metric);
  const isTested = figure.q !== null || figure.p_holm !== null;
  return {
    title,
    under,
    encounters: formatCount(figure.encounters),
    a: formatValue(unit, figure.a),
    b: formatValue(unit, figure.b),
    difference: formatChange(figure),
    interval: formatChangeRange(figure),
    chance: formatJudged(figure)?.replace(" ", "\u00a0") ?? absent,
    finding:
      figure.direction === null ? (isTested ? "not proved" : "not judged") : findings[figure.direction],
    tone: toneOf(figure),
    isCalm: figure.direction === null,
  };
}

function nameSystem({ system }: ComparedFigure): string | null {
  return system === null ? null : systemTitle(system);
}

function wholeRow(figure: ComparedFigure): ChangeRow {
  return buildRow(figure, metricTitle(figure.metric), nameSystem(figure));
}

function sliceRow(figure: ComparedFigure): ChangeRow {
  const of = [metricTitle(figure.metric), nameSystem(figure)].filter((part) => part !== null).join(", ");
  return buildRow(figure, figure.slice === null ? "" : sliceTitle(figure.slice), of);
}

function harmOf({ difference }: ComparedFigure): number {
  return Math.abs(difference ?? 0);
}

/** What is proved of slices: worse before better, the greatest change first. */
function listProved(figures: readonly ComparedFigure[]): readonly ComparedFigure[] {
  const proved = figures.filter(({ slice, direction }) => slice !== null && direction !== null);
  return proved.sort(
    (x, y) => Number(x.direction === "better") - Number(y.direction === "better") || harmOf(y) - harmOf(x),
  );
}

function drawChanges(
  title: string,
  rows: readonly ComparedFigure[],
  name: (figure: ComparedFigure) => string,
  draw: DrawChart,
) {
  return draw({
    kind: "interval",
    unit: "points",
    title,
    rows: rows.map((figure) => {
      const tone = toneOf(figure);
      const { difference: value, lower, upper } = figure;
      const text = formatPoints(value).replace(/\u00a0points$/, "");
      return {
        label: name(figure),
        value,
        lower,
        upper,
        required: null,
        tone: tone === "none" ? ("plain" as const) : tone,
        note: { wide: text, narrow: text },
      };
    }),
    reference: { label: "no change", value: 0 },
  });
}

function columnOf({ slice }: ComparedFigure): string | null {
  const columns = Object.keys(slice ?? {});
  return columns.length === 1 ? (columns[0] ?? null) : null;
}

/** Agreement of everything together, in each value of one column; the most encounters first. */
async function buildColumn(
  figures: readonly ComparedFigure[],
  column: string,
  index: number,
  draw: DrawChart,
): Promise<SliceColumn> {
  const nameValue = ({ slice }: ComparedFigure) => slice?.[column] ?? "not recorded";
  const all = figures
    .filter((figure) => columnOf(figure) === column)
    .sort((x, y) => (y.encounters ?? 0) - (x.encounters ?? 0) || (nameValue(x) < nameValue(y) ? -1 : 1));
  const shown = all.slice(0, mostSlices);
  return {
    id: `column-${index}`,
    column: column.replaceAll("_", " "),
    rows: shown.map((figure) => buildRow(figure, nameValue(figure), null)),
    leftOut: leaveOut(all.length, shown.length),
    chart: await drawChanges(
      `Change of agreement (F1) by ${column.replaceAll("_", " ")}, in points`,
      shown,
      nameValue,
      draw,
    ),
  };
}

/** "12 more stand in comparison.json."; null where all are shown. */
export function leaveOut(all: number, shown: number): string | null {
  return all === shown ? null : `${formatCount(all - shown)} more stand in comparison.json.`;
}

function listColumns(figures: readonly ComparedFigure[]): readonly string[] {
  return [...new Set(figures.map(columnOf))].filter((column) => column !== null);
}

function overallSlices({ figures }: Comparison): readonly ComparedFigure[] {
  const ofAgreement = figures.filter(({ metric, slice }) => metric === agreementMetric && slice !== null);
  const firstOf = new Map<string, ComparedFigure>();
  for (const figure of ofAgreement) {
    const key = sliceKey(figure.slice);
    if (!firstOf.has(key)) firstOf.set(key, figure);
  }
  return [...firstOf.values()];
}

/** The figures of a comparison: main ones with their chart, proved slices, each slice column, and every other. */
export async function buildCompareFiguresView(
  comparison: Comparison,
  draw: DrawChart,
): Promise<CompareFiguresView> {
  const whole = comparison.figures.filter(({ slice }) => slice === null);
  const main = whole.filter(({ p_holm }) => p_holm !== null);
  const proved = listProved(comparison.figures);
  const slices = overallSlices(comparison);
  const shown = proved.slice(0, mostProved);
  return {
    main: main.map(wholeRow),
    mainChart: await drawChanges("Change of the main figures, in points", main, chartTitle, draw),
    proved: shown.map(sliceRow),
    provedLeftOut: leaveOut(proved.length, shown.length),
    columns: await Promise.all(
      listColumns(slices).map((column, index) => buildColumn(slices, column, index, draw)),
    ),
    every: whole.filter(({ difference, p_holm }) => difference !== null && p_holm === null).map(wholeRow),
    uncompared: whole
      .filter(({ difference }) => difference === null)
      .map((figure) => ({ title: chartTitle(figure), note: figure.note ?? "could not be computed" })),
  };
}
