import { effectiveSize, type GateEvidence, lowerBound, mirrorEvidence } from "./gate-bound.ts";
import { betaCdf, normalQuantile, tQuantile } from "./quantiles.ts";
import { smallestWhere } from "./search.ts";

/** What a benchmark asks of a figure: a bound of at least, or at most, the threshold. */
export interface Requirement {
  readonly kind: "at-least" | "at-most";
  readonly threshold: number;
}

const power = 0.8;
const mostEncounters = 1e9;
const halvings = 60;
const teeth = 40;

/** The count that a Poisson variable with this mean exceeds with 80 % probability, by the normal limit. */
function unluckyCount(mean: number): number {
  return Math.max(0, mean - normalQuantile(power) * Math.sqrt(mean));
}

/** The evidence that `factor` times the encounters would bring if all else stayed as observed. */
function scaleEvidence(evidence: GateEvidence, factor: number): GateEvidence {
  const times = (value: number | null) => (value === null ? null : value * factor);
  return {
    ...evidence,
    se: evidence.se === null ? null : evidence.se / Math.sqrt(factor),
    numerator: times(evidence.numerator),
    denominator: times(evidence.denominator),
    nEffective: times(evidence.nEffective),
    rareClusters: evidence.rareClusters === null ? null : unluckyCount(evidence.rareClusters * factor),
    df: evidence.df === null ? null : (evidence.df + 1) * factor - 1,
  };
}

/** Probability of at most `errors` in `trials` when each trial succeeds with probability `share`. */
function atMostErrors(errors: number, trials: number, share: number): number {
  return errors >= trials ? 1 : betaCdf(share, trials - errors, errors + 1);
}

/** Fewest trials whose lower bound meets `threshold` in spite of `errors`. */
function fewestTrials(errors: number, threshold: number, confidence: number): number | null {
  return smallestWhere(errors, mostEncounters, (n) => atMostErrors(errors, n, threshold) <= 1 - confidence);
}

/**
 * Fewest independent trials at which Clopper–Pearson meets `threshold` with 80 % power at `value`.
 *
 * Each number of tolerated errors is judged at the fewest trials it needs; as power there rises with
 * the errors but for small teeth, a bisection is followed by a look at the teeth just below it.
 */
function trialsNeeded(value: number, threshold: number, confidence: number): number | null {
  const hasPower = (errors: number) => {
    const trials = fewestTrials(errors, threshold, confidence);
    return trials !== null && atMostErrors(errors, trials, value) >= power;
  };
  const found = smallestWhere(-1, mostEncounters, hasPower);
  if (found === null) return null;
  const below = Array.from({ length: teeth }, (_, index) => found - teeth + index);
  const errors = below.find((count) => count >= 0 && hasPower(count)) ?? found;
  return fewestTrials(errors, threshold, confidence);
}

function binomialNeeded(evidence: GateEvidence, threshold: number, encounters: number): number | null {
  const { value, denominator, confidence } = evidence;
  if (value === null || denominator === null || denominator <= 0) return null;
  const trials = trialsNeeded(value, threshold, confidence);
  return trials === null ? null : Math.ceil((trials * encounters) / denominator);
}

/** Smallest share of `size` real-valued trials whose lower bound meets `threshold`; null if even all do not. */
function criticalShare(size: number, threshold: number, confidence: number): number | null {
  const isMetBy = (hits: number) => betaCdf(threshold, hits, size - hits + 1) <= 1 - confidence;
  if (size <= 0 || !isMetBy(size)) return null;
  let low = 0;
  let high = size;
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (low + high) / 2;
    if (isMetBy(middle)) high = middle;
    else low = middle;
  }
  return high / size;
}

/** Trials that would vary as the ratio does: r(1−r)/v, Σx where nothing varies. */
function varyingSize({ value, se, denominator }: GateEvidence): number | null {
  if (value === null || denominator === null) return null;
  return se === null || se === 0 ? denominator : (value * (1 - value)) / se ** 2;
}

function logitHasPower(evidence: GateEvidence, threshold: number): boolean {
  const size = effectiveSize(evidence);
  const trials = varyingSize(evidence);
  if (size === null || trials === null || evidence.value === null) return false;
  const share = criticalShare(size, threshold, evidence.confidence);
  if (share === null) return false;
  if (evidence.value >= 1) return true;
  const hits = share * trials;
  return betaCdf(evidence.value, hits, trials - hits + 1) >= power;
}

function identityHasPower(evidence: GateEvidence, threshold: number): boolean {
  const { value, se, df, confidence } = evidence;
  if (value === null || se === null || df === null || df <= 0) return false;
  return value - threshold >= (tQuantile(confidence, df) + normalQuantile(power)) * se;
}

function clusteredNeeded(evidence: GateEvidence, threshold: number, encounters: number): number | null {
  const hasPower = evidence.scale === "identity" ? identityHasPower : logitHasPower;
  return smallestWhere(0, mostEncounters, (n) =>
    hasPower(scaleEvidence(evidence, n / encounters), threshold),
  );
}

/**
 * How many encounters more until the gate's bound is expected to meet the threshold with 80 % power:
 * the smallest n that does, less `encounters`, the number in the figure now. 0 where the bound meets it already.
 *
 * The truth is taken to be the value observed. At n encounters Σx, Kish's size and the clusters are
 * those observed times n/encounters, and the variance is divided by it. The clusters with the rarer
 * outcome are as many as will be exceeded with 80 % probability, since the bound's rules turn on them.
 * Beside that the value varies:
 * - binomial: exactly, as n·Σx/encounters independent trials; the first n with the power, although a
 *   slightly larger one may fall short of it again (the teeth of the exact binomial);
 * - logit: the share of successes in r(1−r)/v real-valued binomial trials (by the beta distribution),
 *   held against the share at which Clopper–Pearson on n* meets the threshold;
 * - identity: normally with the standard error at n, so value − x ≥ (t + z₀.₈)·se.
 *
 * Null where the value is not better than the threshold, a part is missing, or 10⁹ encounters are too few.
 */
export function encountersNeeded(
  evidence: GateEvidence,
  { kind, threshold }: Requirement,
  encounters: number,
): number | null {
  if (evidence.value === null || evidence.scale === null || !(encounters > 0)) return null;
  if (kind === "at-most")
    return neededAtLeast(mirrorEvidence(evidence), mirrorOf(evidence, threshold), encounters);
  return neededAtLeast(evidence, threshold, encounters);
}

function mirrorOf(evidence: GateEvidence, threshold: number): number {
  return evidence.scale === "identity" ? -threshold : 1 - threshold;
}

function neededAtLeast(evidence: GateEvidence, threshold: number, encounters: number): number | null {
  const bound = lowerBound(evidence);
  if (bound !== null && bound >= threshold) return 0;
  if (!(evidence.value !== null && evidence.value > threshold)) return null;
  const needed =
    evidence.scale === "binomial"
      ? binomialNeeded(evidence, threshold, encounters)
      : clusteredNeeded(evidence, threshold, encounters);
  return needed === null ? null : Math.max(0, needed - encounters);
}
