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

/** One line: assignments by the engine alone (`over`) and by the coders alone (`missed`). */
export interface BalanceRow {
  readonly label: { readonly wide: string; readonly narrow: string };
  readonly over: number;
  readonly missed: number;
}

export interface BalanceChart {
  readonly kind: "balance";
  readonly title: string;
  readonly rows: readonly BalanceRow[];
}

function labelRow({ label }: BalanceRow, size: ChartSize): string {
  return label[size];
}

function chooseFrame(rows: readonly BalanceRow[], size: ChartSize): ChartFrame {
  const width = estimateWidth(rows.map((row) => labelRow(row, size)));
  if (size === "narrow") {
    const labels = Math.min(150, width + 44);
    return { size, labels, plot: 322 - labels, notes: 36, step: 26 };
  }
  const labels = Math.min(300, width + 56);
  return { size, labels, plot: pageWidth - labels - 56, notes: 56, step: 24 };
}

function prepareRow(code: BalanceRow, index: number, frame: ChartFrame) {
  const { over, missed } = code;
  const row = { row: String(index), label: shorten(labelRow(code, frame.size), frame.labels - 36) };
  return [
    { ...row, side: "over", value: over, text: String(over), colour: "var(--over)", stroke: "var(--over)" },
    {
      ...row,
      side: "missed",
      value: -missed,
      text: String(missed),
      colour: "var(--paper)",
      stroke: "var(--under)",
    },
  ];
}

function drawBars(domain: readonly [number, number]): Layer[] {
  const scale = { domain: [...domain], nice: false };
  const x = {
    field: "value",
    type: "quantitative",
    stack: null,
    scale,
    axis: { tickCount: 5, format: "~d", labelExpr: "format(abs(datum.value), ',')" },
  } as const;
  const keep = (side: string) => [{ filter: `datum.side === '${side}'` }];
  const literal = (field: string) => ({ field, type: "nominal", scale: null }) as const;
  const label = (side: string, align: "left" | "right", dx: number): Layer => ({
    transform: keep(side),
    mark: { type: "text", align, dx, baseline: "middle", fontSize: 12, color: ink.muted },
    encoding: { x, text: { field: "text", type: "nominal" } },
  });
  return [
    {
      transform: [{ filter: "datum.value !== 0" }],
      mark: { type: "bar", height: 13, strokeWidth: 1.5 },
      encoding: { x, fill: literal("colour"), stroke: literal("stroke") },
    },
    label("over", "left", 5),
    label("missed", "right", -5),
  ];
}

function drawHeads(frame: ChartFrame, [lower, upper]: readonly [number, number]): Layer[] {
  const zero = (-lower / (upper - lower)) * frame.plot;
  const texts =
    frame.size === "wide" ? ["◁ coders only (missed)", "engine only (extra) ▶"] : ["◁ missed", "extra ▶"];
  const head = (text: string | undefined, align: "left" | "right", dx: number): Layer => ({
    data: { values: [{ text }] },
    mark: { type: "text", align, dx, fontSize: 12, color: ink.muted },
    encoding: { x: { value: zero }, y: { value: -12 }, text: { field: "text", type: "nominal" } },
  });
  return [head(texts[0], "right", -6), head(texts[1], "left", 6)];
}

function drawLabels(): Layer {
  return {
    transform: [{ filter: "datum.side === 'over'" }],
    mark: { type: "text", align: "right", baseline: "middle" },
    encoding: { x: { value: -40 }, text: { field: "label", type: "nominal" } },
  };
}

/** Bars to the right for codes of the engine alone, hollow bars to the left for codes of the coders alone. */
export function specifyBalance({ rows }: BalanceChart, size: ChartSize): Specification {
  const frame = chooseFrame(rows, size);
  const order = rows.map((_, index) => String(index));
  const most = (pick: (row: BalanceRow) => number) => Math.max(1, ...rows.map(pick));
  const domain = [-most((row) => row.missed), most((row) => row.over)] as const;
  return {
    ...frameChart(frame, rows.length),
    data: { values: rows.flatMap((row, index) => prepareRow(row, index, frame)) },
    encoding: { y: { field: "row", type: "ordinal", axis: null, scale: { domain: order } } },
    layer: [...drawBars(domain), drawLabels(), ...drawHeads(frame, domain)],
  };
}
