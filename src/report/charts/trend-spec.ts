import {
  type ChartFrame,
  type ChartSize,
  frameChart,
  ink,
  type Layer,
  pageWidth,
  type Specification,
  shorten,
} from "./chart-frame.ts";
import { type Domain, fitShareDomain, labelShares } from "./share-axis.ts";

/** One point in time. Limits are drawn as a line from point to point; null draws nothing. */
export interface TrendRow {
  readonly label: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly centre: number | null;
  readonly lowerLimit: number | null;
  readonly upperLimit: number | null;
  readonly tone: "plain" | "bad" | "good" | "other";
}

/** A series over time around its centre line; `centre` names it. `change` stands between the points `at` − 1 and `at`. */
export interface TrendChart {
  readonly kind: "trend";
  readonly title: string;
  readonly axis: "share" | "index";
  readonly rows: readonly TrendRow[];
  readonly centre: { readonly label: string; readonly value: number } | null;
  readonly change: { readonly at: number; readonly label: string } | null;
}

const colours: Record<TrendRow["tone"], string> = {
  plain: "var(--accent)",
  bad: "var(--bad)",
  good: "var(--good)",
  other: "var(--second)",
};

const shapes: Record<TrendRow["tone"], string> = {
  plain: "circle",
  bad: "diamond",
  good: "triangle-up",
  other: "square",
};

const height = 230;

function chooseFrame(size: ChartSize): ChartFrame {
  if (size === "narrow") return { size, labels: 54, plot: 288, notes: 16, step: height };
  return { size, labels: 56, plot: pageWidth - 56 - 124, notes: 124, step: height };
}

function listNumbers({ rows }: TrendChart): number[] {
  const numbers = rows.flatMap((row) => [
    row.value,
    row.lower,
    row.upper,
    row.centre,
    row.lowerLimit,
    row.upperLimit,
  ]);
  return numbers.filter((number) => number !== null);
}

function fitDomain(chart: TrendChart): Domain {
  if (chart.axis === "share") return fitShareDomain(listNumbers(chart));
  return [0, Math.max(0.12, ...listNumbers(chart)) * 1.05];
}

/** Places of the labels below: a few, evenly spaced, the first among them. */
function chooseTicks(points: number, size: ChartSize): readonly number[] {
  const most = size === "wide" ? 9 : 3;
  const step = Math.max(1, Math.ceil(points / most));
  return Array.from({ length: Math.ceil(points / step) }, (_, at) => at * step);
}

function prepareRow(row: TrendRow, at: number) {
  return { ...row, at, colour: colours[row.tone], shape: shapes[row.tone] };
}

type Axes = { readonly x: object; readonly y: object };

function chooseAxes(chart: TrendChart, frame: ChartFrame): Axes {
  const domain = fitDomain(chart);
  const labels = JSON.stringify(
    chart.rows.map(({ label }) => shorten(label, frame.size === "wide" ? 120 : 96)),
  );
  const values = chooseTicks(chart.rows.length, frame.size);
  const labelExpr = chart.axis === "share" ? labelShares(domain) : "format(datum.value, '.2f')";
  return {
    x: {
      type: "quantitative",
      scale: { domain: [-0.5, chart.rows.length - 0.5], nice: false, zero: false },
      axis: {
        values,
        labelExpr: `${labels}[datum.value]`,
        grid: false,
        labelOverlap: false,
        labelPadding: 12,
      },
    },
    y: {
      type: "quantitative",
      scale: { domain: [...domain], nice: false, zero: false },
      axis: { tickCount: 5, labelExpr },
    },
  };
}

function drawLimits({ x, y }: Axes): Layer[] {
  return ["lowerLimit", "upperLimit"].map((field) => ({
    transform: [{ filter: `isValid(datum.${field})` }],
    mark: { type: "line", interpolate: "step", color: ink.muted, strokeWidth: 1.25, strokeDash: [2, 2] },
    encoding: { x: { field: "at", ...x }, y: { field, ...y } },
  }));
}

function drawPoints({ x, y }: Axes): Layer[] {
  const at = { field: "at", ...x };
  const colour = { field: "colour", type: "nominal", scale: null } as const;
  return [
    {
      transform: [{ filter: "isValid(datum.lower)" }],
      mark: { type: "rule", strokeWidth: 2, strokeCap: "round", opacity: 0.55 },
      encoding: { x: at, y: { field: "lower", ...y }, y2: { field: "upper" }, color: colour },
    },
    {
      transform: [{ filter: "isValid(datum.value)" }],
      mark: { type: "line", strokeWidth: 1, color: ink.muted },
      encoding: { x: at, y: { field: "value", ...y } },
    },
    {
      transform: [{ filter: "isValid(datum.value)" }],
      mark: { type: "point", filled: true, opacity: 1, size: 60, stroke: ink.paper, strokeWidth: 1 },
      encoding: {
        x: at,
        y: { field: "value", ...y },
        fill: colour,
        shape: { field: "shape", type: "nominal", scale: null },
      },
    },
  ];
}

function drawCentre({ centre }: TrendChart, { x, y }: Axes, { size, plot }: ChartFrame): Layer[] {
  const line: Layer = {
    transform: [{ filter: "isValid(datum.centre)" }],
    mark: { type: "line", interpolate: "step", color: ink.text, strokeWidth: 1 },
    encoding: { x: { field: "at", ...x }, y: { field: "centre", ...y } },
  };
  if (centre === null || size === "narrow") return [line];
  const label: Layer = {
    data: { values: [{ text: centre.label }] },
    mark: { type: "text", align: "left", baseline: "middle", fontSize: 12, color: ink.text },
    encoding: {
      y: { datum: centre.value, ...y },
      x: { value: plot + 8 },
      text: { field: "text", type: "nominal" },
    },
  };
  return [line, label];
}

function drawChange({ change, rows }: TrendChart, { x }: Axes): Layer[] {
  if (change === null) return [];
  const at = { datum: change.at - 0.5, ...x };
  const isLate = change.at > rows.length / 2;
  return [
    {
      mark: { type: "rule", color: ink.text, strokeWidth: 2 },
      encoding: { x: at, y: { value: 0 }, y2: { value: "height" } },
    },
    {
      data: { values: [{ text: change.label }] },
      mark: { type: "text", align: isLate ? "right" : "left", dx: isLate ? -4 : 4, dy: -12, fontSize: 12 },
      encoding: { x: at, y: { value: 0 }, text: { field: "text", type: "nominal" } },
    },
  ];
}

/** Points in time with their intervals, the centre line, control limits and the point where the series changes. */
export function specifyTrend(chart: TrendChart, size: ChartSize): Specification {
  const frame = chooseFrame(size);
  const axes = chooseAxes(chart, frame);
  return {
    ...frameChart(frame, 1),
    data: { values: chart.rows.map(prepareRow) },
    layer: [
      ...drawLimits(axes),
      ...drawCentre(chart, axes, frame),
      ...drawPoints(axes),
      ...drawChange(chart, axes),
    ],
  };
}
