import { clopperPearsonLower } from "./proportion.ts";
import { normalQuantile, tQuantile } from "./quantiles.ts";

/**
 * What a figure carries into a gate; names as in METRICS.
 *
 * - `se`: standard error on the figure's own scale, null with fewer than two clusters.
 * - `numerator`, `denominator`: the sums of the ratio, Σy and Σx.
 * - `nEffective`: Kish's (Σx)²/Σx² over clusters.
 * - `rareClusters`: clusters that carry the rarer outcome.
 * - `df`: degrees of freedom on the identity scale.
 * - `confidence`: one-sided, above 0.5.
 */
export interface GateEvidence {
  readonly value: number | null;
  readonly se: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly nEffective: number | null;
  readonly rareClusters: number | null;
  readonly df: number | null;
  readonly scale: "binomial" | "logit" | "identity" | null;
  readonly confidence: number;
}

/** Clusters with the rarer outcome below which the effective size is held to Kish's. */
export const fewRareClusters = 30;

/** The same evidence about the opposite outcome: lower bounds of one are upper bounds of the other. */
export function mirrorEvidence(evidence: GateEvidence): GateEvidence {
  const { value, numerator, denominator, scale } = evidence;
  if (value === null) return evidence;
  if (scale === "identity") return { ...evidence, value: -value };
  const opposite = numerator === null || denominator === null ? null : denominator - numerator;
  return { ...evidence, value: 1 - value, numerator: opposite };
}

function largestSize(evidence: GateEvidence, isHeldToKish: boolean): number | null {
  const { denominator, nEffective } = evidence;
  if (denominator === null || nEffective === null) return null;
  return isHeldToKish ? Math.min(denominator, nEffective) : denominator;
}

/**
 * Clusters with the rarer outcome to one degree of freedom, from 30 of them on: they carry it unevenly, one of them
 * one wrong code and another ten, so that their spread is known no better than from a fifth as many alike. With one to
 * each, false go at the boundary is 6 to 7 % where 40 to 150 of them are seen; with five, 5.5 % at most
 * (docs/operating-characteristics.md). Below 30 Kish's size holds the bound.
 * Source: Satterthwaite 1946, Biometrics Bull. 2:110, by the kurtosis of such sums.
 */
const clustersPerDegree = 5;

function degreesOfRare(rareClusters: number): number {
  return rareClusters < fewRareClusters ? rareClusters - 1 : rareClusters / clustersPerDegree;
}

/** How much a spread known from few rare clusters shrinks the effective size: (z/t)². */
function shrinkageOf(rareClusters: number, confidence: number): number {
  return (normalQuantile(confidence) / tQuantile(confidence, degreesOfRare(rareClusters))) ** 2;
}

/**
 * Lower bound where a single cluster carries an error, which says nothing about spread: as if all of it were wrong,
 * Clopper–Pearson over Kish's clusters. 0 where there are more, the figure lacks a part, or errors are commoner.
 */
function oneClusterLower({ value, nEffective, rareClusters, df, confidence }: GateEvidence): number {
  if (value === null || value < 0.5 || nEffective === null || rareClusters === null || df === null) return 0;
  if (rareClusters !== 1) return 0;
  const share = Math.min(value, 1 - 1 / (df + 1));
  return clopperPearsonLower(nEffective * share, nEffective, confidence);
}

/**
 * The n* of METRICS "Gate bounds": r(1−r)/v·(z/t)², at most Σx, and at most Kish's size where the rarer
 * outcome stands in fewer than 30 clusters or nowhere. 0 where it stands in a single cluster, which
 * says nothing about spread. Null where the figure lacks a part.
 */
export function effectiveSize(evidence: GateEvidence): number | null {
  const { value, se, rareClusters, confidence } = evidence;
  if (value === null) return null;
  if (value <= 0 || value >= 1) return largestSize(evidence, true);
  if (se === null || rareClusters === null) return null;
  const cap = largestSize(evidence, rareClusters < fewRareClusters);
  if (cap === null || rareClusters <= 1) return cap === null ? null : 0;
  return Math.min(cap, ((value * (1 - value)) / se ** 2) * shrinkageOf(rareClusters, confidence));
}

function binomialLower({ numerator, denominator, confidence }: GateEvidence): number | null {
  if (numerator === null || denominator === null || denominator <= 0) return null;
  return clopperPearsonLower(numerator, denominator, confidence);
}

function logitLower(evidence: GateEvidence): number | null {
  const size = effectiveSize(evidence);
  if (size === null || evidence.value === null) return null;
  const bySpread = clopperPearsonLower(evidence.value * size, size, evidence.confidence);
  return Math.max(bySpread, oneClusterLower(evidence));
}

function identityLower({ value, se, df, confidence }: GateEvidence): number | null {
  if (value === null || se === null || df === null || df <= 0) return null;
  return value - tQuantile(confidence, df) * se;
}

function boundOrNull(bound: number | null): number | null {
  return bound !== null && Number.isFinite(bound) ? bound : null;
}

/**
 * One-sided lower bound of a figure at `confidence`; null where the figure cannot carry one.
 *
 * Binomial: Clopper–Pearson. Logit: Clopper–Pearson on the effective size. Identity: value − t·se.
 * Source: METRICS "Guarantees"; Korn & Graubard 1998, Survey Methodology 24:193, for the real-valued n.
 */
export function lowerBound(evidence: GateEvidence): number | null {
  if (evidence.value === null || Number.isNaN(evidence.value)) return null;
  switch (evidence.scale) {
    case "binomial":
      return boundOrNull(binomialLower(evidence));
    case "logit":
      return boundOrNull(logitLower(evidence));
    case "identity":
      return boundOrNull(identityLower(evidence));
    case null:
      return null;
  }
}

/** One-sided upper bound, the mirror of the lower one. */
export function upperBound(evidence: GateEvidence): number | null {
  const bound = lowerBound(mirrorEvidence(evidence));
  if (bound === null) return null;
  return evidence.scale === "identity" ? -bound : 1 - bound;
}
