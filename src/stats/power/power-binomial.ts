import { betaMixtureLower, type SequenceTuning } from "../confidence-sequence.ts";
import { betaCdf } from "../quantiles.ts";
import { smallestWhere } from "../search.ts";

export const mostTrials = 1e9;
const teeth = 40;

/** Probability of at most `errors` in `trials` when each trial succeeds with probability `share`; 0 below no error. */
function atMostErrors(errors: number, trials: number, share: number): number {
  if (errors < 0) return 0;
  return errors >= trials ? 1 : betaCdf(share, trials - errors, errors + 1);
}

/** Most errors among `trials` that still prove the threshold; −1 where even none is too many. */
function mostErrors(trials: number, isTooMany: (errors: number) => boolean): number {
  return (smallestWhere(-1, trials, isTooMany) ?? 0) - 1;
}

/**
 * Probability that Clopper–Pearson's lower bound of independent trials meets `threshold` where the truth is `value`;
 * exact. `trials` is a whole number.
 */
export function binomialPower(trials: number, value: number, threshold: number, confidence: number): number {
  if (trials < 1 || threshold >= 1) return 0;
  const isTooMany = (errors: number) => atMostErrors(errors, trials, threshold) > 1 - confidence;
  return atMostErrors(mostErrors(trials, isTooMany), trials, value);
}

/** The same for the lower bound of the beta mixture, at this one of many looks; exact. */
export function sequentialBinomialPower(
  trials: number,
  value: number,
  threshold: number,
  confidence: number,
  tuning: SequenceTuning,
): number {
  if (trials < 1 || threshold >= 1) return 0;
  const isTooMany = (errors: number) =>
    betaMixtureLower(trials - errors, trials, confidence, tuning) < threshold;
  return atMostErrors(mostErrors(trials, isTooMany), trials, value);
}

/** Fewest trials whose lower bound meets `threshold` in spite of `errors`. */
function fewestTrials(errors: number, threshold: number, confidence: number): number | null {
  return smallestWhere(errors, mostTrials, (n) => atMostErrors(errors, n, threshold) <= 1 - confidence);
}

/**
 * Fewest independent trials at which Clopper–Pearson meets `threshold` with this power at `value`; null where 10⁹
 * are too few.
 *
 * Each number of tolerated errors is judged at the fewest trials it needs; as power there rises with
 * the errors but for small teeth, a bisection is followed by a look at the teeth just below it.
 */
export function trialsNeeded(
  value: number,
  threshold: number,
  confidence: number,
  power: number,
): number | null {
  const hasPower = (errors: number) => {
    const trials = fewestTrials(errors, threshold, confidence);
    return trials !== null && atMostErrors(errors, trials, value) >= power;
  };
  const found = smallestWhere(-1, mostTrials, hasPower);
  if (found === null) return null;
  const below = Array.from({ length: teeth }, (_, index) => found - teeth + index);
  const errors = below.find((count) => count >= 0 && hasPower(count)) ?? found;
  return fewestTrials(errors, threshold, confidence);
}
