import {
  type ChartFrame,
  type ChartSize,
  frameChart,
  ink,
  type Layer,
  pageWidth,
  type Specification,
} from "./chart-frame.ts";
import { labelUnit, type TimeUnit } from "./time-axis.ts";

/** One part of the time of asking, from `from` to `to` in the chart's unit of time; null: no such latency. */
export interface LatencyRow {
  readonly from: number;
  readonly to: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Percentiles of latency over the time of asking, in `unit`. A line breaks where there is none. */
export interface LatencyChart {
  readonly kind: "latency";
  readonly title: string;
  readonly unit: "ms" | "s";
  readonly time: TimeUnit["name"];
  readonly rows: readonly LatencyRow[];
}

export interface RateRow {
  readonly from: number;
  readonly to: number;
  readonly answered: number;
  readonly failed: number;
}

/** Responses a second over the time of asking: answered ones, and on top of them failed ones. */
export interface RateChart {
  readonly kind: "rate";
  readonly title: string;
  readonly time: TimeUnit["name"];
  readonly rows: readonly RateRow[];
}

const height = 190;

function chooseFrame(size: ChartSize): ChartFrame {
  return size === "wide"
    ? { size, labels: 64, plot: pageWidth - 64 - 24, notes: 24, step: height }
    : { size, labels: 66, plot: 272, notes: 20, step: height };
}

function placeTime({ rows, time }: LatencyChart | RateChart, size: ChartSize) {
  const scale = { domain: [0, Math.max(...rows.map(({ to }) => to))], nice: false };
  const axis = { tickCount: size === "wide" ? 8 : 4, labelExpr: labelUnit(time), grid: false };
  return { type: "quantitative", scale, axis } as const;
}

function placeHeight(most: number, labelExpr: string) {
  const scale = { domain: [0, most > 0 ? most * 1.08 : 1], nice: false };
  return { type: "quantitative", scale, axis: { tickCount: 5, labelExpr } } as const;
}

const lines = [
  { field: "p50", color: "var(--accent)", dash: [1, 0], shape: "circle" },
  { field: "p95", color: "var(--second)", dash: [6, 3], shape: "square" },
  { field: "p99", color: "var(--bad)", dash: [2, 2], shape: "diamond" },
] as const;

/** A point stands at each end of a broken line, or a lonely one could not be seen. */
function drawLine({ field, color, dash, shape }: (typeof lines)[number], axes: Axes): Layer[] {
  const encoding = { x: { field: "middle", ...axes.x }, y: { field, ...axes.y } };
  return [
    {
      mark: {
        type: "line",
        color,
        strokeWidth: 1.75,
        strokeDash: [...dash],
        invalid: "break-paths-show-domains",
      },
      encoding,
    },
    {
      transform: [{ filter: `isValid(datum.${field})` }],
      mark: { type: "point", filled: true, opacity: 1, size: 18, color, shape },
      encoding,
    },
  ];
}

interface Axes {
  readonly x: ReturnType<typeof placeTime>;
  readonly y: ReturnType<typeof placeHeight>;
}

/** Half, 95 and 99 in 100 of the requests, in three lines that differ in dash and mark as well as in colour. */
export function specifyLatency(chart: LatencyChart, size: ChartSize): Specification {
  const values = chart.rows.map((row) => ({ ...row, middle: (row.from + row.to) / 2 }));
  const most = Math.max(0, ...chart.rows.flatMap(({ p50, p95, p99 }) => [p50 ?? 0, p95 ?? 0, p99 ?? 0]));
  const axes = { x: placeTime(chart, size), y: placeHeight(most, labelUnit(chart.unit)) };
  return {
    ...frameChart(chooseFrame(size), 1),
    data: { values },
    layer: lines.flatMap((line) => drawLine(line, axes)),
  };
}

/** Bars as wide as their part of the time; failed ones stand on the answered. */
export function specifyRate(chart: RateChart, size: ChartSize): Specification {
  const values = chart.rows.map((row) => ({ ...row, none: 0, all: row.answered + row.failed }));
  const most = Math.max(0, ...values.map(({ all }) => all));
  const x = { field: "from", ...placeTime(chart, size) };
  const y = placeHeight(most, "format(datum.value, ',~r')");
  const bar = { type: "rect", stroke: ink.paper, strokeWidth: 0.75 } as const;
  return {
    ...frameChart(chooseFrame(size), 1),
    data: { values },
    layer: [
      {
        mark: { ...bar, color: "var(--accent)" },
        encoding: { x, x2: { field: "to" }, y: { field: "none", ...y }, y2: { field: "answered" } },
      },
      {
        transform: [{ filter: "datum.failed > 0" }],
        mark: { ...bar, color: "var(--bad)" },
        encoding: { x, x2: { field: "to" }, y: { field: "answered", ...y }, y2: { field: "all" } },
      },
    ],
  };
}
