import type { Figure } from "../../domain/figure.ts";
import { metricUnit } from "../figures.ts";
import { absent, formatCount, formatRange, formatValue } from "../format.ts";

/** One number of a table: its text, its interval where it has one, and the reason where it has no value. */
export interface FigureCell {
  readonly text: string;
  readonly interval: string | null;
  readonly note: string | null;
}

const notMeasured = "not measured";

/** A figure as it is printed; a missing figure and a null value both read "—" with the reason. */
export function buildFigureCell(figure: Figure | null): FigureCell {
  if (figure === null) return { text: absent, interval: null, note: notMeasured };
  const unit = metricUnit(figure.metric);
  if (figure.value === null) {
    return { text: absent, interval: null, note: figure.note ?? "could not be computed" };
  }
  return {
    text: formatValue(unit, figure.value),
    interval: formatRange(unit, figure.lower, figure.upper),
    note: null,
  };
}

/** The encounters behind a figure; "—" where it is missing. */
export function encountersOf(figure: Figure | null): string {
  return formatCount(figure?.encounters ?? null);
}
