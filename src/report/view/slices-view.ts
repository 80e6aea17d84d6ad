import type { Figure, Slice } from "../../domain/figure.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { agreementMetric, type FindFigure, indexFigures, overallSystem } from "../figures.ts";
import { formatPercent, formatQuantity } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildFigureCell, encountersOf, type FigureCell } from "./figure-cell.ts";
import { noteValue } from "./note-value.ts";

/** A column with more values than this shows its largest; the rest stand in results.json. */
const mostSlices = 20;

interface SliceRow {
  readonly title: string;
  readonly encounters: string;
  readonly cells: readonly FigureCell[];
}

export interface SliceView {
  readonly column: string;
  readonly heads: readonly string[];
  readonly rows: readonly SliceRow[];
  readonly leftOut: string | null;
  readonly chart: Drawing | null;
}

interface SliceFigure {
  readonly figure: Figure;
  readonly slice: Slice;
  readonly title: string;
}

const columns = [
  { metric: agreementMetric, head: "Agreement (F1)", bySystem: true },
  { metric: "encounters.exact_match", head: "Exactly alike", bySystem: true },
  { metric: "engine.answered_rate", head: "Answered", bySystem: false },
  { metric: `${agreementMetric}.answered`, head: "F1, answered only", bySystem: true },
] as const;

function compareSlices(a: SliceFigure, b: SliceFigure): number {
  const byEncounters = (b.figure.encounters ?? 0) - (a.figure.encounters ?? 0);
  return byEncounters !== 0 ? byEncounters : a.title < b.title ? -1 : 1;
}

/** Agreement in each value of one column, the most encounters first. */
function listSlices({ results }: ReportInput, column: string, system: string): SliceFigure[] {
  return results.figures
    .filter((figure) => figure.metric === agreementMetric && figure.system === system)
    .flatMap((figure) => {
      const { slice } = figure;
      if (slice === null || !(column in slice) || Object.keys(slice).length !== 1) return [];
      return [{ figure, slice, title: slice[column] ?? "not recorded" }];
    })
    .sort(compareSlices);
}

function buildRow({ slice, title, figure }: SliceFigure, system: string, find: FindFigure): SliceRow {
  return {
    title,
    encounters: encountersOf(figure),
    cells: columns.map(({ metric, bySystem }) =>
      buildFigureCell(find(metric, bySystem ? system : null, slice)),
    ),
  };
}

function drawSlices(column: string, slices: readonly SliceFigure[], overall: Figure | null, draw: DrawChart) {
  const rows = slices.map(({ figure, title }) => ({
    label: title,
    value: figure.value,
    lower: figure.lower,
    upper: figure.upper,
    required: null,
    tone: "plain" as const,
    note: noteValue(figure.value),
  }));
  const value = overall?.value ?? null;
  const reference = value === null ? null : { label: `every encounter ${formatPercent(value)}`, value };
  return draw({
    kind: "interval",
    title: `Agreement (F1 of codes) by ${column}, with intervals`,
    rows,
    reference,
  });
}

async function buildSliceView(input: ReportInput, column: string, draw: DrawChart): Promise<SliceView> {
  const { figures, run } = input.results;
  const system = overallSystem(figures, run.systems);
  const find = indexFigures(figures);
  const slices = listSlices(input, column, system);
  const shown = slices.slice(0, mostSlices);
  const rest = slices.length - shown.length;
  return {
    column,
    heads: columns.map(({ head }) => head),
    rows: shown.map((slice) => buildRow(slice, system, find)),
    leftOut:
      rest === 0
        ? null
        : `The ${formatQuantity(rest, "smaller group")} of this column stand in results.json.`,
    chart: await drawSlices(column, shown, find(agreementMetric, system), draw),
  };
}

/** One view per column that the scenario slices by. */
export async function buildSliceViews(input: ReportInput, draw: DrawChart): Promise<readonly SliceView[]> {
  const views = input.results.run.slices.map((column) => buildSliceView(input, column, draw));
  return (await Promise.all(views)).filter(({ rows }) => rows.length > 0);
}
