import {
  type ChartFrame,
  type ChartSize,
  frameChart,
  ink,
  type Layer,
  pageWidth,
  type Specification,
} from "./chart-frame.ts";

export interface PowerRow {
  readonly encounters: number;
  readonly power: number;
}

/** The chance of a verdict by the number of encounters; `marks` are points to name, such as those of 80 and 90 %. */
export interface PowerChart {
  readonly kind: "power";
  readonly title: string;
  readonly rows: readonly PowerRow[];
  readonly marks: readonly (PowerRow & { readonly label: string })[];
}

const height = 190;
const shares = { domain: [0, 1], nice: false };
const percentAxis = {
  values: [0, 0.2, 0.4, 0.6, 0.8, 1],
  labelOverlap: false,
  labelExpr: "format(datum.value * 100, 'd') + '\u00a0%'",
};

function chooseFrame(size: ChartSize): ChartFrame {
  return size === "wide"
    ? { size, labels: 56, plot: pageWidth - 56 - 40, notes: 40, step: height }
    : { size, labels: 48, plot: 292, notes: 18, step: height };
}

const dash = [4, 3];
const dashed = { type: "rule", color: ink.muted, strokeDash: dash } as const;
const axisEnd = { datum: 0 } as const;
const dot = {
  type: "point",
  filled: true,
  opacity: 1,
  size: 80,
  color: "var(--accent)",
  stroke: ink.paper,
  strokeWidth: 1.5,
} as const;

/** Dashed from both axes to each mark; its number stands by its point, below the curve. */
function drawMarks({ marks }: PowerChart): Layer[] {
  const x = { field: "encounters", type: "quantitative" } as const;
  const y = { field: "power", type: "quantitative" } as const;
  const data = { values: [...marks] };
  const label = { type: "text", align: "left", dx: 8, dy: 12, fontSize: 12, color: ink.text } as const;
  return [
    { data, mark: dashed, encoding: { x, y, x2: axisEnd } },
    { data, mark: dashed, encoding: { x, y, y2: axisEnd } },
    { data, mark: dot, encoding: { x, y } },
    { data, mark: label, encoding: { x, y, text: { field: "label", type: "nominal" } } },
  ];
}

/** A curve from nothing to certainty over the number of encounters, on one scale of 0 to 100 %. */
export function specifyPower(chart: PowerChart, size: ChartSize): Specification {
  const frame = chooseFrame(size);
  const most = Math.max(1, ...chart.rows.map(({ encounters }) => encounters));
  const scale = { domain: [0, most], nice: false };
  const axis = { tickCount: size === "wide" ? 8 : 4, format: ",d" };
  const x = { field: "encounters", type: "quantitative", scale, axis } as const;
  const y = { field: "power", type: "quantitative", scale: shares, axis: percentAxis } as const;
  return {
    ...frameChart(frame, 1),
    data: { values: [...chart.rows] },
    layer: [
      { mark: { type: "line", strokeWidth: 2.5, color: "var(--accent)" }, encoding: { x, y } },
      ...drawMarks(chart),
    ],
  };
}
