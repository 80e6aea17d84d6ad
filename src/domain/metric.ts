/** What kind of number a metric is; it decides the interval and the gate bound. `single`: one measurement of the run. */
export type MetricForm =
  | "ratio"
  | "proportion"
  | "unbounded"
  | "macro"
  | "alpha"
  | "difference"
  | "distribution"
  | "single";

export interface Metric {
  readonly name: string;
  readonly title: string;
  readonly definition: string;
  readonly unit:
    | "share"
    | "ms"
    | "difference"
    | "per second"
    | "weight"
    | "units"
    | "steps"
    | "tokens"
    | "money";
  readonly better: "higher" | "lower" | "neither";
  readonly form: MetricForm;
  /** Whether the figure is made per code system (and over all of them) or once a run. */
  readonly perSystem: boolean;
  readonly stage: "analysis" | "service";
  /** Whether its numerators and denominators, encounter by encounter, stand in the table `measures`. */
  readonly isMeasure: boolean;
  /** How many of SQL's whole units make one of the numerator's, and of the denominator's. */
  readonly yScale: bigint;
  readonly xScale: bigint;
  /** Code systems that the figure is made for; null: every system asked, and all of them together. */
  readonly systems: readonly string[] | null;
  /** Why it is null where no encounter gives it anything to divide by. */
  readonly whenEmpty: string;
  /** The share of the requests that a percentile cuts off below; null for every other metric. */
  readonly quantile: number | null;
}

/** Whether a figure without a lower end ends at 1: net accuracy, 1 less the errors over the reference's codes. */
export function isAtMostOne({ form, name }: Metric): boolean {
  return form === "unbounded" && name.includes("net_accuracy");
}

export type MetricDraft = Pick<Metric, "title" | "definition" | "better" | "form"> & Partial<Metric>;

const defaults = {
  unit: "share",
  perSystem: true,
  stage: "analysis",
  isMeasure: false,
  yScale: 1n,
  xScale: 1n,
  systems: null,
  whenEmpty: "neither side holds a code here",
  quantile: null,
} as const;

export function buildMetric(name: string, draft: MetricDraft): Metric {
  return { ...defaults, ...draft, name };
}

export const share = { unit: "share", better: "higher", perSystem: true, stage: "analysis" } as const;
