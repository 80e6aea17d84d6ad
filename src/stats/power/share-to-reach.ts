import { asymptoticReach, type SequenceTuning } from "../confidence-sequence.ts";
import { effectiveSize, fewRareClusters, type GateEvidence } from "../gate-bound.ts";
import { betaCdf } from "../quantiles.ts";
import type { RareNode } from "./clumping.ts";

/** The smallest share at which the bound meets the threshold, by the clusters with the rarer outcome; null: none does. */
export type ShareToReach = (rare: number) => number | null;

/** No asymptotic look before so many clusters (METRICS, Guarantees). */
export const fewestLookClusters = 300;

const halvings = 24;

function leastWhere(low: number, high: number, holds: (x: number) => boolean): number {
  let [failing, holding] = [low, high];
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (failing + holding) / 2;
    if (holds(middle)) holding = middle;
    else failing = middle;
  }
  return holding;
}

/** Smallest share of `size` real-valued trials whose Clopper–Pearson lower bound meets `threshold`; null: not even all. */
function criticalShare(size: number, threshold: number, confidence: number): number | null {
  const isMetBy = (hits: number) => betaCdf(threshold, hits, size - hits + 1) <= 1 - confidence;
  if (size <= 0 || !isMetBy(size)) return null;
  return leastWhere(Math.max(0, threshold * size), size, isMetBy) / size;
}

/** One cluster alone with an error counts as wholly wrong, whatever its share: see the gate's bound. */
function aloneShare({ nEffective, df, confidence }: GateEvidence, threshold: number): number | null {
  if (nEffective === null || df === null) return null;
  const share = criticalShare(nEffective, threshold, confidence);
  return share !== null && share <= 1 - 1 / (df + 1) ? share : null;
}

function exactShare(evidence: GateEvidence, threshold: number, rare: number): number | null {
  if (rare === 1 && (evidence.value ?? 0) >= 0.5) return aloneShare(evidence, threshold);
  const size = effectiveSize({ ...evidence, rareClusters: rare });
  return size === null ? null : criticalShare(size, threshold, evidence.confidence);
}

/** Whether a ratio of exactly 1, without an error anywhere, meets the threshold. */
export function isSpotlessMet(evidence: GateEvidence, threshold: number): boolean {
  const size = effectiveSize({ ...evidence, value: 1 });
  return size !== null && criticalShare(size, threshold, evidence.confidence) !== null;
}

/** The quadratic through three points, at x. */
function interpolate(points: readonly (readonly [x: number, y: number])[], x: number): number {
  return points.reduce((sum, [own, y]) => {
    const weight = points.reduce(
      (product, [other]) => (other === own ? product : (product * (x - other)) / (own - other)),
      1,
    );
    return sum + weight * y;
  }, 0);
}

/** From 30 such clusters on the share is smooth in 1/clusters: three of them tell the rest. */
function smoothShares(evidence: GateEvidence, threshold: number, least: number, most: number): ShareToReach {
  const position = (rare: number) => 1 / rare;
  const middle = 2 / (position(least) + position(most));
  const corners = [...new Set([least, middle, most])];
  const points = corners.flatMap((rare) => {
    const share = exactShare(evidence, threshold, rare);
    return share === null ? [] : [[position(rare), share] as const];
  });
  if (points.length < corners.length) return (rare) => exactShare(evidence, threshold, rare);
  return (rare) => interpolate(points, position(rare));
}

/** By the gate's bound for one look: Clopper–Pearson on n*. */
export function shareOnce(
  evidence: GateEvidence,
  threshold: number,
  nodes: readonly RareNode[],
): ShareToReach {
  const many = nodes.map(({ rare }) => rare).filter((rare) => rare >= fewRareClusters);
  const [first, last] = [many[0], many.at(-1)];
  if (first === undefined || last === undefined) return (rare) => exactShare(evidence, threshold, rare);
  const smooth = smoothShares(evidence, threshold, first, last);
  return (rare) => (rare < fewRareClusters ? exactShare(evidence, threshold, rare) : smooth(rare));
}

/** By the asymptotic confidence sequence at one of many looks; none before 300 clusters and 30 with an error. */
export function shareSequential(
  { value, se, df, confidence }: GateEvidence,
  threshold: number,
  tuning: SequenceTuning,
): ShareToReach {
  if (value === null || se === null || df === null || df + 1 < fewestLookClusters) return () => null;
  const perUnit = (asymptoticReach(df + 1, confidence, tuning) * se) / Math.sqrt(value * (1 - value));
  const isMetBy = (share: number) => share - perUnit * Math.sqrt(share * (1 - share)) >= threshold;
  const share = leastWhere(Math.max(0, threshold), 1, isMetBy);
  return (rare) => (rare < fewRareClusters ? null : share);
}
