import type { Trend, TrendSeries, TrendSignal } from "../domain/trend.ts";
import { formatCount } from "./numbers.ts";
import type { Palette } from "./palette.ts";
import { plainText } from "./plain-text.ts";
import { renderTable, type TableColumn } from "./table.ts";
import type { BlockStyle } from "./verdict-block.ts";
import { wrapIndented } from "./wrap-text.ts";

const words = {
  worse: ["WORSE", "red"],
  "nothing-worse": ["NOTHING WORSE", "green"],
  incomplete: ["INCOMPLETE", "yellow"],
} as const satisfies Record<Trend["verdict"], readonly [string, keyof Palette]>;

const mostSignals = 12;

const columns: readonly TableColumn[] = [
  { title: "" },
  { title: "figure", shrinks: true },
  { title: "centre", align: "right" },
  { title: "lowest", align: "right" },
  { title: "highest", align: "right" },
  { title: "beyond", align: "right" },
  { title: "best split" },
  { title: "before", align: "right" },
  { title: "after", align: "right" },
  { title: "p", align: "right" },
];

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${(share * 100).toFixed(1)} %`;
}

function chance(p: number | undefined): string {
  if (p === undefined) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

function nameSeries({ metric, system, slice }: TrendSeries): string {
  const parts = Object.entries(slice ?? {}).map(
    ([column, value]) => `${column} ${value ?? "(not recorded)"}`,
  );
  return [metric, system ?? "", ...parts].filter((part) => part !== "").join(" · ");
}

function isBeyond({ points }: TrendSeries): boolean {
  return points.some(({ signal }) => signal !== null);
}

function isMarked(series: TrendSeries): boolean {
  return isBeyond(series) || series.change?.is_flagged === true;
}

function markOf(series: TrendSeries): string {
  const steps = [
    ...series.points.flatMap(({ signal }) => signal ?? []),
    ...(series.change?.is_flagged ? [series.change.signal] : []),
  ];
  if (steps.includes("worse")) return "worse";
  return steps.includes("better") ? "better" : (steps[0] ?? "");
}

function cellsOf(series: TrendSeries): string[] {
  const values = series.points.flatMap(({ value }) => (value === null ? [] : [value]));
  const beyond = series.points.filter(({ signal }) => signal !== null).length;
  const { change } = series;
  return [
    markOf(series),
    nameSeries(series),
    percent(series.centre),
    values.length === 0 ? "–" : percent(Math.min(...values)),
    values.length === 0 ? "–" : percent(Math.max(...values)),
    formatCount(beyond),
    change?.period ?? "–",
    percent(change?.before.value),
    percent(change?.after.value),
    chance(change?.p),
  ];
}

/** Every figure of the whole run, and those of slices in which something was found. */
function renderSeries({ series }: Trend, { width, palette }: BlockStyle): string[] {
  const shown = series.filter((one) => one.family === "run" || isMarked(one));
  const rest = series.length - shown.length;
  const style = { width, indent: "  ", title: palette.dim };
  const left = rest === 0 ? [] : [palette.dim(`  ${formatCount(rest)} figures of slices show nothing.`)];
  return shown.length === 0 ? left : [...renderTable(columns, shown.map(cellsOf), style), ...left];
}

function renderSignals(signals: readonly TrendSignal[], { width, palette }: BlockStyle): string[] {
  const lines = signals.slice(0, mostSignals).flatMap(({ text, signal }) =>
    wrapIndented(text, width, "    ").map((line, at) => {
      const marked = at === 0 ? `  - ${line.trimStart()}` : line;
      return signal === "worse" ? palette.red(marked) : marked;
    }),
  );
  const rest = signals.length - mostSignals;
  return rest > 0 ? [...lines, `  … and ${formatCount(rest)} more`] : lines;
}

function describeRuns({ runs, by, periods, base }: Trend): string {
  const [run] = runs;
  const points = `${periods.length} ${by === "week" ? "weeks" : "runs"}`;
  const held = base.length === periods.length ? "all of them" : `the first ${base.length}`;
  return `${by === "week" ? plainText(run?.run ?? "") : `${runs.length} runs`}: ${points}, centre from ${held}`;
}

/** A trend for a terminal: the word, what was found, and a line a figure. */
export function renderTrend(trend: Trend, style: BlockStyle): string[] {
  const [word, colour] = words[trend.verdict];
  const { palette, width } = style;
  const reasons = trend.runs.flatMap(({ run, incomplete_because }) =>
    incomplete_because.map((reason) => `${run}: ${reason}`),
  );
  const tests = trend.families.reduce((sum, family) => sum + family.tests, 0);
  const rate = `Where nothing changes, at most ${trend.false_alarm_rate * 100} % of such trends show any signal of a figure (${formatCount(tests)} tests).`;
  const said = [...reasons, ...trend.notes].flatMap((note) => wrapIndented(note, width, "  "));
  const signals =
    trend.signals.length === 0 ? ["  Nothing was found to change."] : renderSignals(trend.signals, style);
  return [
    `${palette.bold(palette[colour](word))}  ${describeRuns(trend)}`,
    "",
    ...signals,
    "",
    ...renderSeries(trend, style),
    "",
    ...said,
    ...wrapIndented(rate, width, "  ").map(palette.dim),
  ];
}
