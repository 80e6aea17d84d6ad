import type { GateEvidence } from "../gate-bound.ts";

/**
 * The evidence that `factor` times the encounters would bring if all else stayed as observed: sums, Kish's size,
 * clusters and those with the rarer outcome times the factor, the variance divided by it.
 */
export function scaleEvidence(evidence: GateEvidence, factor: number): GateEvidence {
  const times = (value: number | null) => (value === null ? null : value * factor);
  return {
    ...evidence,
    se: evidence.se === null ? null : evidence.se / Math.sqrt(factor),
    numerator: times(evidence.numerator),
    denominator: times(evidence.denominator),
    nEffective: times(evidence.nEffective),
    rareClusters: times(evidence.rareClusters),
    df: evidence.df === null ? null : (evidence.df + 1) * factor - 1,
  };
}
