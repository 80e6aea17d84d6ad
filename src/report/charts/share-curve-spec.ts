import {
  type ChartFrame,
  type ChartSize,
  frameChart,
  ink,
  type Layer,
  pageWidth,
  type Specification,
} from "./chart-frame.ts";
import { type Domain, fitShareDomain, labelShares } from "./share-axis.ts";

/** One share against another; `lower` and `upper` are the interval of `y`, null for none. */
export interface ShareCurveRow {
  readonly x: number;
  readonly y: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A share that the chart marks with a dashed line. */
export interface MarkedShare {
  readonly label: string;
  readonly value: number;
}

/**
 * One share by another: a line over all of `x` from 0 to 1, or points with intervals beside the diagonal on which both
 * are equal. `across` is marked on the height, `upright` on the width.
 */
export interface ShareCurve {
  readonly kind: "share-curve";
  readonly title: string;
  readonly shape: "line" | "points";
  readonly names: { readonly x: string; readonly y: string };
  readonly rows: readonly ShareCurveRow[];
  readonly across: MarkedShare | null;
  readonly upright: MarkedShare | null;
}

interface Domains {
  readonly x: Domain;
  readonly y: Domain;
}

function chooseFrame({ shape }: ShareCurve, size: ChartSize): ChartFrame {
  if (size === "narrow") return { size, labels: 48, plot: 290, notes: 20, step: 230 };
  const plot = shape === "line" ? pageWidth - 56 - 24 : 440;
  return { size, labels: 56, plot, notes: pageWidth - 56 - plot, step: shape === "line" ? 260 : 340 };
}

function chooseDomains({ shape, rows, across }: ShareCurve): Domains {
  const heights = rows.flatMap(({ y, lower, upper }) => [y, lower ?? y, upper ?? y]);
  if (shape === "line") return { x: [0, 1], y: fitShareDomain([0, across?.value ?? 0, ...heights]) };
  const both = fitShareDomain([...heights, ...rows.map(({ x }) => x)]);
  return { x: both, y: both };
}

function placeAxis(domain: Domain, title: string | null, ticks: number) {
  const scale = { domain: [...domain], nice: false, zero: false };
  const named = { title, titleColor: ink.muted, titleFontSize: 12, titleFontWeight: "normal" } as const;
  return {
    type: "quantitative",
    scale,
    axis: { tickCount: ticks, labelExpr: labelShares(domain), ...named },
  } as const;
}

function drawDiagonal({ shape }: ShareCurve, { x: [low, high] }: Domains): Layer[] {
  if (shape === "line") return [];
  const values = [low, high].map((end) => ({ x: end, y: end }));
  const place = (field: "x" | "y") => ({ field, type: "quantitative" }) as const;
  return [
    {
      data: { values },
      mark: { type: "line", ...dashed, strokeWidth: 1 },
      encoding: { x: place("x"), y: place("y") },
    },
  ];
}

const dashed = { color: ink.muted, strokeDash: [4, 3] };
const label = { fontSize: 12, color: ink.muted };

/** Marks have a row of their own, or they would be drawn for every point of the curve. */
function drawAcross({ across }: ShareCurve): Layer[] {
  if (across === null) return [];
  const data = { values: [{ y: across.value, text: across.label }] };
  const text = { field: "text", type: "nominal" } as const;
  return [
    { data, mark: { type: "rule", ...dashed }, encoding: { x: { value: 0 }, x2: { value: "width" } } },
    {
      data,
      mark: { type: "text", align: "left", dx: 5, dy: -7, ...label },
      encoding: { x: { value: 0 }, text },
    },
  ];
}

function drawUpright({ upright }: ShareCurve): Layer[] {
  if (upright === null) return [];
  const data = { values: [{ x: upright.value, text: upright.label }] };
  const text = { field: "text", type: "nominal" } as const;
  const side =
    upright.value > 0.5 ? ({ align: "right", dx: -5 } as const) : ({ align: "left", dx: 5 } as const);
  return [
    { data, mark: { type: "rule", ...dashed }, encoding: { y: { value: 0 }, y2: { value: "height" } } },
    { data, mark: { type: "text", ...side, ...label }, encoding: { y: { value: 8 }, text } },
  ];
}

function drawCurve({ shape }: ShareCurve): Layer[] {
  const x = { field: "x", type: "quantitative" } as const;
  const y = { field: "y", type: "quantitative" } as const;
  const color = "var(--accent)";
  if (shape === "line") return [{ mark: { type: "line", color, strokeWidth: 2 }, encoding: { x, y } }];
  return [
    {
      transform: [{ filter: "datum.lower !== null && datum.upper !== null" }],
      mark: { type: "rule", color, strokeWidth: 2 },
      encoding: { x, y: { field: "lower", type: "quantitative" }, y2: { field: "upper" } },
    },
    { mark: { type: "point", filled: true, opacity: 1, size: 60, color }, encoding: { x, y } },
  ];
}

function nameHeight({ names }: ShareCurve): Layer {
  return {
    data: { values: [{ text: names.y }] },
    mark: { type: "text", align: "left", fontSize: 12, color: ink.muted },
    encoding: { x: { value: 0 }, y: { value: -14 }, text: { field: "text", type: "nominal" } },
  };
}

/** A share by another share on common axes; see `ShareCurve`. */
export function specifyShareCurve(curve: ShareCurve, size: ChartSize): Specification {
  const frame = chooseFrame(curve, size);
  const domains = chooseDomains(curve);
  const ticks = size === "wide" ? 6 : 4;
  return {
    ...frameChart(frame, 1),
    padding: { left: frame.labels, right: frame.notes, top: 30, bottom: 46 },
    data: { values: [...curve.rows] },
    encoding: {
      x: { field: "x", ...placeAxis(domains.x, curve.names.x, ticks) },
      y: { field: "y", ...placeAxis(domains.y, null, 5) },
    },
    layer: [
      ...drawDiagonal(curve, domains),
      ...drawAcross(curve),
      ...drawUpright(curve),
      ...drawCurve(curve),
      nameHeight(curve),
    ],
  };
}
