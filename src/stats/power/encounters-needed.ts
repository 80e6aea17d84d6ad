import { type GateEvidence, lowerBound } from "../gate-bound.ts";
import { smallestWhere } from "../search.ts";
import { asAtLeast, type PowerEvidence, powerAt, type Requirement } from "./power.ts";
import { mostTrials, trialsNeeded } from "./power-binomial.ts";

export type { Requirement } from "./power.ts";

const usualPower = 0.8;

function binomialNeeded(
  { value, denominator, confidence }: GateEvidence,
  threshold: number,
  encounters: number,
  power: number,
): number | null {
  if (value === null || denominator === null || denominator <= 0) return null;
  const trials = trialsNeeded(value, threshold, confidence, power);
  return trials === null ? null : Math.ceil((trials * encounters) / denominator);
}

/**
 * The smallest number of encounters at which the gate's bound is expected to meet the requirement with this power,
 * if the truth is the value in `evidence`; `encounters` is the number behind the evidence.
 *
 * What else it reckons with: see `powerAt`. A slightly larger number may fall short of the power again (the teeth
 * of the exact binomial). Null where the value is not better than the threshold, a part is missing, or 10⁹
 * encounters are too few.
 */
export function encountersFor(
  evidence: PowerEvidence,
  requirement: Requirement,
  encounters: number,
  power: number,
): number | null {
  const [atLeast, threshold] = asAtLeast(evidence, requirement);
  if (atLeast.value === null || evidence.scale === null || !(encounters > 0)) return null;
  if (!(atLeast.value > threshold)) return null;
  if (evidence.scale === "binomial" && (evidence.tuning ?? null) === null)
    return binomialNeeded(atLeast, threshold, encounters, power);
  return smallestWhere(0, mostTrials, (n) => powerAt(evidence, requirement, encounters, n) >= power);
}

/** Whether the bound of one look meets the requirement already; those of many looks and of differences are the gate's to know. */
function isMet(evidence: PowerEvidence, requirement: Requirement): boolean {
  if (evidence.tuning || evidence.isShareDifference) return false;
  const [atLeast, threshold] = asAtLeast(evidence, requirement);
  const bound = lowerBound(atLeast);
  return bound !== null && bound >= threshold;
}

/**
 * How many encounters more until the gate's bound is expected to meet the threshold with this power, at the value
 * and the spread observed: `encountersFor` less `encounters`, the number in the figure now. 0 where the bound meets
 * it already; null as there.
 */
export function encountersNeeded(
  evidence: PowerEvidence,
  requirement: Requirement,
  encounters: number,
  power: number = usualPower,
): number | null {
  if (evidence.value === null || evidence.scale === null || !(encounters > 0)) return null;
  if (isMet(evidence, requirement)) return 0;
  const needed = encountersFor(evidence, requirement, encounters, power);
  return needed === null ? null : Math.max(0, needed - encounters);
}
