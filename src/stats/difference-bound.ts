import type { GateEvidence } from "./gate-bound.ts";
import { tQuantile } from "./quantiles.ts";

/** Clusters that differ, below which the spread of a difference is known no better than by so many. */
export const fewDifferingClusters = 30;

/** A difference of two figures of the same clusters; `clusters` are those that entered it. */
export interface DifferenceEvidence
  extends Pick<GateEvidence, "value" | "se" | "df" | "nEffective" | "rareClusters" | "confidence"> {
  readonly clusters: number | null;
}

/** Clusters in which two figures differ, guessed from the spread: Σd² = (n·se)² for differences of ±1. */
export function guessDiffering(se: number | null, clusters: number | null): number {
  return Math.round(((se ?? 0) * (clusters ?? 0)) ** 2);
}

/** What no cluster has shown yet and may still be: at 0 of n, the Clopper–Pearson upper bound 1 − α^(1/n). */
function unseenShare(clusters: number, confidence: number): number {
  return 1 - (1 - confidence) ** (1 / clusters);
}

/**
 * One-sided lower bound of a paired difference on [−1, 1]; null where a part is missing.
 *
 * value − t·se, but never nearer than a share that no cluster has shown yet, so that two engines which happen to
 * agree on 20 encounters are not proved alike; with fewer than 30 clusters that differ, t has their number less 1.
 * Source: METRICS "Guarantees"; the share: Clopper & Pearson 1934, Biometrika 26:404.
 */
export function differenceLower(evidence: DifferenceEvidence): number | null {
  const { value, se, df, confidence } = evidence;
  const clusters = evidence.nEffective ?? evidence.clusters;
  if (value === null || se === null || df === null || df <= 0 || clusters === null || clusters <= 0)
    return null;
  const differing = evidence.rareClusters ?? guessDiffering(se, clusters);
  const freedom = differing < fewDifferingClusters ? Math.min(df, Math.max(1, differing - 1)) : df;
  return value - Math.max(tQuantile(confidence, freedom) * se, unseenShare(clusters, confidence));
}
