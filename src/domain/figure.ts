import { z } from "zod";

/** One value of one or more columns of `encounters`; null stands for "not recorded". */
export const sliceSchema = z.record(z.string(), z.string().nullable());
export type Slice = z.infer<typeof sliceSchema>;

const count = z.int().min(0).nullable();
const number = z.number().nullable();

/**
 * One measured number.
 *
 * - `value`: null where it cannot be computed; `note` then says why. Never NaN.
 * - `lower`, `upper`: two-sided interval at `confidence`, for display; gates compute bounds of their own.
 * - `scale`: `binomial` (simple proportion, one encounter a cluster), `logit` (ratio within 0 and 1),
 *   `identity` (unbounded figures, differences), null where there is no interval.
 * - `se`: linearised or jackknife standard error on the figure's own scale; `df` its degrees of freedom.
 * - `n_effective`: Kish's (Σx)²/Σx² over clusters, x the denominator of a cluster.
 * - `rare_clusters`: clusters that carry the rarer outcome; of a difference, those in which the two differ.
 * - `numerator`, `denominator`: the counts of the ratio; null for figures that are no ratio of counts.
 * - `encounters`, `clusters`: those that entered the figure.
 */
export const figureSchema = z.strictObject({
  metric: z.string(),
  system: z.string().nullable(),
  slice: sliceSchema.nullable(),
  value: number,
  lower: number,
  upper: number,
  confidence: z.number(),
  method: z.string().nullable(),
  scale: z.enum(["binomial", "logit", "identity"]).nullable(),
  se: number,
  df: number,
  n_effective: number,
  rare_clusters: count,
  numerator: number,
  denominator: number,
  encounters: count,
  clusters: count,
  note: z.string().nullable(),
});

export type Figure = z.infer<typeof figureSchema>;
export type FigureScale = NonNullable<Figure["scale"]>;

/** The part of a figure that names it. */
export type FigureKey = Pick<Figure, "metric" | "system" | "slice">;

/** A slice as one text, equal for equal slices whatever the order of their keys; "" for none. */
export function sliceKey(slice: Slice | null): string {
  if (slice === null) return "";
  const sorted = Object.entries(slice).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify(sorted);
}

export function figureKey(key: FigureKey): string {
  return JSON.stringify([key.metric, key.system, sliceKey(key.slice)]);
}
