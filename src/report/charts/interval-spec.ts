import {
  type ChartFrame,
  type ChartSize,
  estimateWidth,
  frameChart,
  ink,
  type Layer,
  pageWidth,
  type Specification,
  shorten,
} from "./chart-frame.ts";
import { type Domain, fitShareDomain, labelShares } from "./share-axis.ts";

/** One line of an interval chart; shares. Null `value` draws nothing but the label and the note. */
export interface IntervalRow {
  readonly label: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** The bound that a benchmark requires, drawn as a bar across the line. */
  readonly required: number | null;
  readonly tone: "good" | "bad" | "unsure" | "plain" | "other";
  /** Short text at the right end of the line, at either size. */
  readonly note: { readonly wide: string; readonly narrow: string };
}

/**
 * `reference` is a value that every line is held against, drawn dashed through all of them. `unit` "points": the
 * lines are differences of shares, and the axis reads in percentage points.
 */
export interface IntervalChart {
  readonly unit?: "points";
  readonly kind: "interval";
  readonly title: string;
  readonly rows: readonly IntervalRow[];
  readonly reference: { readonly label: string; readonly value: number } | null;
}

const colours: Record<IntervalRow["tone"], string> = {
  good: "var(--good)",
  bad: "var(--bad)",
  unsure: "var(--unsure)",
  plain: "var(--accent)",
  other: "var(--second)",
};

const shapes: Record<IntervalRow["tone"], string> = {
  good: "circle",
  bad: "diamond",
  unsure: "square",
  plain: "circle",
  other: "square",
};

function chooseFrame(rows: readonly IntervalRow[], size: ChartSize): ChartFrame {
  if (size === "narrow") return { size, labels: 20, plot: 318, notes: 20, step: 46 };
  const labels = Math.min(400, Math.max(90, estimateWidth(rows.map(({ label }) => label)) + 24));
  const notes = estimateWidth(rows.map(({ note }) => note.wide)) + 24;
  return { size, labels, plot: pageWidth - labels - notes, notes, step: 30 };
}

function prepareRow(row: IntervalRow, index: number, frame: ChartFrame) {
  const note = row.note[frame.size];
  const room = frame.size === "wide" ? frame.labels - 20 : frame.plot + 28 - estimateWidth([note]);
  return {
    row: String(index),
    label: shorten(row.label, room),
    note,
    value: row.value,
    lower: row.lower,
    upper: row.upper,
    required: row.required,
    colour: colours[row.tone],
    shape: shapes[row.tone],
  };
}

function listNumbers({ rows, reference }: IntervalChart): number[] {
  const numbers = rows.flatMap(({ value, lower, upper, required }) => [value, lower, upper, required]);
  return [...numbers, reference?.value ?? null].filter((number) => number !== null);
}

interface Place {
  readonly x: number;
  readonly align: "left" | "right";
}

function drawTexts({ size, plot, labels, notes }: ChartFrame): Layer[] {
  const dy = size === "wide" ? 0 : -13;
  const left: Place = size === "wide" ? { x: -16, align: "right" } : { x: -labels, align: "left" };
  const right: Place =
    size === "wide" ? { x: plot + 18, align: "left" } : { x: plot + notes, align: "right" };
  const place = ({ x, align }: Place, field: string, color: string): Layer => ({
    mark: { type: "text", align, dy, baseline: "middle", color },
    encoding: { x: { value: x }, text: { field, type: "nominal" } },
  });
  return [place(left, "label", ink.text), place(right, "note", ink.muted)];
}

function drawReference({ reference }: IntervalChart): Layer[] {
  if (reference === null) return [];
  const x = { datum: reference.value, type: "quantitative" } as const;
  return [
    {
      mark: { type: "rule", color: ink.muted, strokeDash: [4, 3] },
      encoding: { x, y: { value: 0 }, y2: { value: "height" } },
    },
    {
      data: { values: [{ text: reference.label }] },
      mark: { type: "text", dy: -10, color: ink.muted, fontSize: 12 },
      encoding: { x, y: { value: 0 }, text: { field: "text", type: "nominal" } },
    },
  ];
}

function drawMarks(domain: Domain, frame: ChartFrame, unit: IntervalChart["unit"]): Layer[] {
  const dy = frame.size === "wide" ? 0 : 6;
  const color = { field: "colour", type: "nominal", scale: null } as const;
  const scale = { domain: [...domain], nice: false, zero: false };
  const axis = { tickCount: frame.size === "wide" ? 6 : 4, labelExpr: labelShares(domain, unit ?? null) };
  const quantitative = { type: "quantitative", scale, axis } as const;
  return [
    {
      mark: { type: "rule", strokeWidth: 3, strokeCap: "round", yOffset: dy, y2Offset: dy },
      encoding: { x: { field: "lower", ...quantitative }, x2: { field: "upper" }, color },
    },
    {
      mark: {
        type: "point",
        filled: true,
        opacity: 1,
        size: 80,
        stroke: ink.paper,
        strokeWidth: 1.5,
        yOffset: dy,
      },
      encoding: {
        x: { field: "value", ...quantitative },
        fill: color,
        shape: { field: "shape", type: "nominal", scale: null },
      },
    },
    {
      mark: { type: "tick", orient: "vertical", thickness: 2.5, size: 20, color: ink.text, yOffset: dy },
      encoding: { x: { field: "required", ...quantitative } },
    },
  ];
}

/** Dots with their intervals on a common scale of shares, one line a row, in the order given. */
export function specifyIntervals(chart: IntervalChart, size: ChartSize): Specification {
  const frame = chooseFrame(chart.rows, size);
  const rows = chart.rows.map((row, index) => prepareRow(row, index, frame));
  return {
    ...frameChart(frame, chart.rows.length),
    data: { values: rows },
    encoding: {
      y: { field: "row", type: "ordinal", axis: null, scale: { domain: rows.map(({ row }) => row) } },
    },
    layer: [
      ...drawReference(chart),
      ...drawMarks(fitShareDomain(listNumbers(chart)), frame, chart.unit),
      ...drawTexts(frame),
    ],
  };
}
