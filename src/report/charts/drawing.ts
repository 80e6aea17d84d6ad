import type { BalanceChart } from "./balance-spec.ts";
import type { IntervalChart } from "./interval-spec.ts";
import type { PowerChart } from "./power-spec.ts";
import type { LatencyChart, RateChart } from "./service-spec.ts";
import type { ShareCurve } from "./share-curve-spec.ts";
import type { TrendChart } from "./trend-spec.ts";

export type ChartRequest =
  | IntervalChart
  | BalanceChart
  | ShareCurve
  | TrendChart
  | PowerChart
  | LatencyChart
  | RateChart;

/** One chart as two SVG texts: `wide` for desks and paper, `narrow` for telephones. */
export interface Drawing {
  readonly title: string;
  readonly wide: string;
  readonly narrow: string;
}

/** Draws a chart; null where the request has no rows to draw. */
export type DrawChart = (request: ChartRequest) => Promise<Drawing | null>;
