import { type GateEvidence, upperBound } from "./gate-bound.ts";
import { binomialCdf } from "./quantiles.ts";

/** Fewer accepted cases than this are never tested: a single error would decide. */
const fewestAccepted = 200;

/**
 * Exact p of "the risk is above `target`" from `errors` among `accepted` independent cases: P(X ≤ errors) under
 * Binomial(accepted, target). 1 where nothing is accepted.
 * Source: Angelopoulos, Bates, Candès, Jordan & Lei 2021, Learn then Test, arXiv:2110.01052, 3.1.
 */
export function binomialRiskP(errors: number, accepted: number, target: number): number {
  return accepted <= 0 ? 1 : binomialCdf(errors, accepted, target);
}

/** Whether the gate's upper bound of a risk, at the confidence of its evidence, lies at or below `target`. */
export function isRiskBounded(evidence: GateEvidence, target: number): boolean {
  const bound = upperBound(evidence);
  return bound !== null && bound <= target;
}

/**
 * The least number of accepted cases that is worth a test at level `delta`: max(200, 2·ln δ / ln(1 − target)), twice
 * what an engine without any error needs.
 */
export function leastAccepted(target: number, delta: number): number {
  return Math.max(fewestAccepted, Math.ceil((2 * Math.log(delta)) / Math.log1p(-target)));
}

/**
 * How many independent cases make 15 errors likely at the target: with much fewer a bound from the spread between
 * clusters, known from the errors alone, proves next to nothing.
 */
export function enoughAtTarget(target: number): number {
  return Math.ceil(15 / target);
}

/**
 * Fixed-sequence testing: hypotheses in an order fixed beforehand, each at the full level, until the first that is
 * not rejected. Returns the last one proved, null where the first already fails; all before it are proved too.
 * Source: Maurer, Hothorn & Lehmacher 1995; Learn then Test, 3.2.
 */
export function lastProved<Candidate>(
  candidates: readonly Candidate[],
  isProved: (candidate: Candidate) => boolean,
): Candidate | null {
  const failing = candidates.findIndex((candidate) => !isProved(candidate));
  return (failing === -1 ? candidates.at(-1) : candidates[failing - 1]) ?? null;
}
