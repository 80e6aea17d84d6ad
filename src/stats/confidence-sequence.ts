import type { Interval } from "./interval.ts";
import { logBeta } from "./log-gamma.ts";
import { betaCdf } from "./quantiles.ts";

/**
 * Where a confidence sequence is made tightest: at this many trials or clusters, and at this level α. Both are fixed
 * before the first look; a bound at another α keeps them, so that one martingale serves every level.
 */
export interface SequenceTuning {
  readonly tunedFor: number;
  readonly alpha: number;
}

type Sides = "one" | "two";

const halvings = 60;
const leastMass = 1e-3;

/** Intrinsic time over ρ at which the normal mixture is tightest: 2·ln(1/α) + ln(1 + 2·ln(1/α)). */
function spreadFor(alpha: number): number {
  const twice = 2 * Math.log(1 / alpha);
  return twice + Math.log(1 + twice);
}

/** Trials that the beta mixture weighs as if seen before the first. */
function priorTrials({ tunedFor, alpha }: SequenceTuning, sides: Sides): number {
  return Math.max(tunedFor / spreadFor(sides === "one" ? 2 * alpha : alpha) - 1, leastMass);
}

function logMass(failures: number, successes: number, share: number, sides: Sides): number {
  const whole = logBeta(failures, successes);
  return sides === "two" ? whole : whole + Math.log(betaCdf(1 - share, failures, successes));
}

/**
 * Logarithm of the martingale that bets against a true share: the likelihood ratio averaged over a beta mixture of
 * other shares, over the greater ones alone where it is one-sided.
 */
function logBetaMixture(
  successes: number,
  trials: number,
  share: number,
  tuning: SequenceTuning,
  sides: Sides,
): number {
  const prior = priorTrials(tuning, sides);
  const [failing, succeeding] = [(1 - share) * prior, share * prior];
  const failures = trials - successes;
  const likelihood = successes * Math.log(share) + failures * Math.log1p(-share);
  const before = logMass(failing, succeeding, share, sides);
  return logMass(failing + failures, succeeding + successes, share, sides) - before - likelihood;
}

function lowerShare(
  successes: number,
  trials: number,
  alpha: number,
  tuning: SequenceTuning,
  sides: Sides,
): number {
  if (successes <= 0 || trials <= 0) return 0;
  let [low, high] = [0, successes / trials];
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (low + high) / 2;
    if (middle <= 0) return 0;
    if (logBetaMixture(successes, trials, middle, tuning, sides) >= -Math.log(alpha)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Exact lower confidence sequence for a share: with probability `confidence` it holds at every number of trials at
 * once, so that the data may be looked at as often as one likes. 0 without a success.
 * Source: Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Stat. 49:1055, one-sided beta-binomial mixture.
 */
export function betaMixtureLower(
  successes: number,
  trials: number,
  confidence: number,
  tuning: SequenceTuning,
): number {
  return lowerShare(successes, trials, 1 - confidence, tuning, "one");
}

/** The upper one, the mirror of the lower; 1 where every trial succeeded. */
export function betaMixtureUpper(
  successes: number,
  trials: number,
  confidence: number,
  tuning: SequenceTuning,
): number {
  return 1 - betaMixtureLower(trials - successes, trials, confidence, tuning);
}

/** Two-sided confidence sequence for a share, by the mixture over all others. Source: the same. */
export function betaMixtureInterval(
  successes: number,
  trials: number,
  confidence: number,
  tuning: SequenceTuning,
): Interval {
  const alpha = 1 - confidence;
  return {
    lower: lowerShare(successes, trials, alpha, tuning, "two"),
    upper: 1 - lowerShare(trials - successes, trials, alpha, tuning, "two"),
  };
}

/**
 * How many standard errors the one-sided asymptotic confidence sequence lies from a mean of `clusters` values:
 * √(2(tρ²+1)/(tρ²) · ln(1 + √(tρ²+1)/(2α))), with ρ² chosen at the tuning.
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2021, Time-uniform central limit theory and asymptotic
 * confidence sequences, arXiv:2103.06476, one-sided form.
 */
export function asymptoticReach(
  clusters: number,
  confidence: number,
  { tunedFor, alpha }: SequenceTuning,
): number {
  const gathered = (clusters * spreadFor(2 * alpha)) / tunedFor + 1;
  const crossing = Math.log1p(Math.sqrt(gathered) / (2 * (1 - confidence)));
  return Math.sqrt(((2 * gathered) / (gathered - 1)) * crossing);
}
