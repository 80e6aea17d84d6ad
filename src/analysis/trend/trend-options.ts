import type { Slice } from "../../domain/figure.ts";

/** What a trend is made of. Null: everything there is. `base`: how many first points the centre is taken from. */
export interface TrendOptions {
  readonly metrics: readonly string[] | null;
  readonly system: string | null;
  readonly slice: Slice | null;
  readonly base: number | null;
}

/** Figures of the whole run, in the order of the output. */
export const runMetrics = [
  "codes.f1",
  "codes.precision",
  "codes.recall",
  "encounters.exact_match",
  "principal.agreement",
  "engine.error_rate",
  "engine.abstention_rate",
  "human.codes.f1",
] as const;

/** Figures that are followed in every slice, unless others are asked for. */
export const sliceMetrics = ["codes.f1", "codes.recall"] as const;

/** Chance that a trend in which nothing changed shows any signal of a figure, all its tests together. */
export const falseAlarmRate = 0.05;

/** Simulated series behind each p of a change point. */
export const nullDraws = 10_000;
