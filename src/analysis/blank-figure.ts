import type { Figure } from "../domain/figure.ts";

/** What a figure has none of: interval, its method and scale, counts of a ratio. */
export const blankFigure = {
  lower: null,
  upper: null,
  method: null,
  scale: null,
  se: null,
  df: null,
  n_effective: null,
  rare_clusters: null,
  numerator: null,
  denominator: null,
  clusters: null,
} as const satisfies Partial<Figure>;
