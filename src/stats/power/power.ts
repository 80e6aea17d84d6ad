import type { SequenceTuning } from "../confidence-sequence.ts";
import { asShare, toShare } from "../end-at-one.ts";
import { type GateEvidence, mirrorEvidence } from "../gate-bound.ts";
import { binomialPower, sequentialBinomialPower } from "./power-binomial.ts";
import { clusteredPower } from "./power-clustered.ts";
import { identityPower } from "./power-difference.ts";
import { scaleEvidence } from "./scale-evidence.ts";

/** What a benchmark asks of a figure: a bound of at least, or at most, the threshold. */
export interface Requirement {
  readonly kind: "at-least" | "at-most";
  readonly threshold: number;
}

/**
 * Evidence, and which of the gate's bounds it will be held by: `tuning` for that of many looks, `isShareDifference`
 * for that of a difference of shares, `isAtMostOne` for that of a figure which ends at 1. Without them: one look, at
 * a figure.
 */
export interface PowerEvidence extends GateEvidence {
  readonly tuning?: SequenceTuning | null;
  readonly isShareDifference?: boolean;
  readonly isAtMostOne?: boolean;
}

/** A requirement of at most x is one of at least the opposite, on the opposite outcome; of what ends at 1, on its share. */
export function asAtLeast(
  asked: PowerEvidence,
  requirement: Requirement,
): readonly [evidence: GateEvidence, threshold: number] {
  const share = asked.isAtMostOne ? asShare(asked) : null;
  const evidence = share ?? asked;
  const threshold = share === null ? requirement.threshold : toShare(requirement.threshold);
  if (requirement.kind === "at-least") return [evidence, threshold];
  return [mirrorEvidence(evidence), evidence.scale === "identity" ? -threshold : 1 - threshold];
}

function powerOf(evidence: GateEvidence, threshold: number, bound: PowerEvidence): number {
  const { value, denominator, confidence, scale } = evidence;
  const tuning = bound.tuning ?? null;
  if (scale === "identity")
    return identityPower(evidence, threshold, bound.isShareDifference ?? false, tuning);
  if (scale === "logit") return clusteredPower(evidence, threshold, tuning);
  if (scale === null || value === null || denominator === null) return 0;
  const trials = Math.floor(denominator + 1e-9);
  if (tuning === null) return binomialPower(trials, value, threshold, confidence);
  return sequentialBinomialPower(trials, value, threshold, confidence, tuning);
}

/**
 * Probability that at `n` encounters the gate's bound meets the requirement, if the truth is the value in `evidence`
 * and all else grows with n/encounters. `encounters` is the number behind the evidence.
 *
 * - binomial: exactly, as n·Σx/encounters independent trials;
 * - logit: see `clusteredPower`;
 * - identity: normally, with the standard error at n.
 *
 * With `tuning`: at the look at n alone; looks before it add to the chance. 0 where a part is missing or n is 0.
 */
export function powerAt(
  evidence: PowerEvidence,
  requirement: Requirement,
  encounters: number,
  n: number,
): number {
  if (!(encounters > 0) || !(n > 0) || evidence.value === null) return 0;
  const [atLeast, threshold] = asAtLeast(evidence, requirement);
  return powerOf(scaleEvidence(atLeast, n / encounters), threshold, evidence);
}
