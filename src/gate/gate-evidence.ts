import type { Figure } from "../domain/figure.ts";
import type { GateEvidence } from "../stats/gate-bound.ts";

/** One-sided bounds of a figure, each at the gate's confidence; null where the figure carries none. */
export interface GateBounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

export const noBounds: GateBounds = { lower: null, upper: null };

/** The parts of a figure that decide its one-sided bounds. */
export function readEvidence(figure: Figure, confidence: number): GateEvidence {
  return {
    value: figure.value,
    se: figure.se,
    numerator: figure.numerator,
    denominator: figure.denominator,
    nEffective: figure.n_effective,
    rareClusters: figure.rare_clusters,
    df: figure.df,
    scale: figure.scale,
    confidence,
  };
}
