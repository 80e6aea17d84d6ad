import type { BalanceChart } from "./balance-spec.ts";
import type { IntervalChart } from "./interval-spec.ts";

export type ChartRequest = IntervalChart | BalanceChart;

/** One chart as two SVG texts: `wide` for desks and paper, `narrow` for telephones. */
export interface Drawing {
  readonly title: string;
  readonly wide: string;
  readonly narrow: string;
}

/** Draws a chart; null where the request has no rows to draw. */
export type DrawChart = (request: ChartRequest) => Promise<Drawing | null>;
