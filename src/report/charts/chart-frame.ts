import type { TopLevelSpec } from "vega-lite";

export type Specification = TopLevelSpec;
/** One layer of marks of a specification. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

export type ChartSize = "wide" | "narrow";

/** The room of a chart in pixels: `labels` and `notes` lie left and right of the plot, `step` is one row. */
export interface ChartFrame {
  readonly size: ChartSize;
  readonly labels: number;
  readonly plot: number;
  readonly notes: number;
  readonly step: number;
}

const fontSize = 13;

/** Width of a wide chart in pixels: that of the page's column. */
export const pageWidth = 896;

/** Colours are variables of the page, so that one SVG serves light, dark and paper. */
export const ink = { text: "var(--ink)", muted: "var(--muted)", line: "var(--line)", paper: "var(--paper)" };

/** Room for one character of 13 px type, a little above the mean of common system fonts. */
const characterWidth = 7;

/** Width of the longest of some texts in pixels, as far as it can be told without measuring. */
export function estimateWidth(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length)) * characterWidth;
}

/** Longest text that fits a room; the table beside holds it whole. */
export function shorten(text: string, pixels: number): string {
  const most = Math.floor(pixels / characterWidth);
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Sizes and looks shared by every chart; layout is fixed, since nothing can measure text here. */
export function frameChart(frame: ChartFrame, rows: number) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: frame.plot,
    height: rows * frame.step,
    padding: { left: frame.labels, right: frame.notes, top: 26, bottom: 26 },
    autosize: "none",
    background: "transparent",
    config: {
      aria: false,
      font: "inherit",
      view: { stroke: null },
      text: { fontSize, color: ink.text },
      axis: {
        domain: false,
        ticks: false,
        gridColor: ink.line,
        labelColor: ink.muted,
        labelFontSize: 12,
        labelPadding: 6,
        title: null,
      },
    },
  } satisfies Partial<TopLevelSpec>;
}
