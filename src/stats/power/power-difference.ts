import { asymptoticReach, type SequenceTuning } from "../confidence-sequence.ts";
import { differenceLower, fewDifferingClusters } from "../difference-bound.ts";
import type { GateEvidence } from "../gate-bound.ts";
import { normalCdf, tQuantile } from "../quantiles.ts";
import { fewestLookClusters } from "./share-to-reach.ts";

/** A figure on its own scale with all that its bound needs. */
interface Measured {
  readonly value: number;
  readonly se: number;
  readonly df: number;
  readonly clusters: number;
  readonly confidence: number;
}

/** Above so many differing clusters their number no longer decides anything. */
const manyDiffering = 200;

function readMeasured({ value, se, df, confidence }: GateEvidence): Measured | null {
  if (value === null || se === null || df === null || df <= 0) return null;
  return { value, se, df, clusters: df + 1, confidence };
}

/** Probability that a normal figure, whose bound at its own value is `bound`, has one that meets the threshold. */
function chanceOf(bound: number, se: number, threshold: number): number {
  if (se === 0) return bound >= threshold ? 1 : 0;
  return normalCdf((bound - threshold) / se);
}

function plainPower(measured: Measured, threshold: number): number {
  const { value, se, df, confidence } = measured;
  return chanceOf(value - tQuantile(confidence, df) * se, se, threshold);
}

function boundWith(measured: Measured, differing: number, tuning: SequenceTuning | null): number | null {
  const { value, se, clusters, confidence } = measured;
  if (tuning === null) return differenceLower({ ...measured, nEffective: null });
  if (clusters < fewestLookClusters || differing < fewDifferingClusters) return null;
  return value - asymptoticReach(clusters, confidence, tuning) * se;
}

function powerWith(
  measured: Measured,
  differing: number,
  threshold: number,
  tuning: SequenceTuning | null,
): number {
  const bound = boundWith(measured, differing, tuning);
  return bound === null ? 0 : chanceOf(bound, measured.se, threshold);
}

/** The chance where so many clusters differ: the difference and its variance grow with them. */
function powerGiven(
  measured: Measured,
  [differing, expected]: readonly [number, number],
  threshold: number,
  tuning: SequenceTuning | null,
): number {
  const part = differing / expected;
  const given = { ...measured, value: measured.value * part, se: measured.se * Math.sqrt(part) };
  return powerWith(given, differing, threshold, tuning);
}

/** The mean over Poisson numbers of differing clusters, since the bound's rules turn on their number. */
function meanPower(
  measured: Measured,
  expected: number,
  threshold: number,
  tuning: SequenceTuning | null,
): number {
  const most = Math.ceil(expected + 8 * Math.sqrt(expected) + 8);
  let mass = Math.exp(-expected);
  let power = 0;
  for (let differing = 0; differing <= most; differing += 1) {
    power += mass * powerGiven(measured, [differing, expected], threshold, tuning);
    mass *= expected / (differing + 1);
  }
  return power;
}

/**
 * Where nobody counted the differing clusters the gate guesses them from the variance, as if they differed by ±1. How
 * far that guess varies is not known: from not at all to as a count does. The lesser power of both is taken.
 */
function differencePower(
  measured: Measured,
  counted: number | null,
  threshold: number,
  tuning: SequenceTuning | null,
): number {
  const expected = counted ?? (measured.se * measured.clusters) ** 2;
  const fixed = powerWith(measured, Math.round(expected), threshold, tuning);
  if (expected === 0 || expected > manyDiffering) return fixed;
  const mean = meanPower(measured, expected, threshold, tuning);
  return counted === null ? Math.min(fixed, mean) : mean;
}

/**
 * Probability that the lower bound of a figure on its own scale meets `threshold`, if the truth is its value. Normal,
 * with the standard error that the bound has at the value itself. 0 where it has none.
 */
export function identityPower(
  evidence: GateEvidence,
  threshold: number,
  isShareDifference: boolean,
  tuning: SequenceTuning | null,
): number {
  const measured = readMeasured(evidence);
  if (measured === null) return 0;
  if (isShareDifference) return differencePower(measured, evidence.rareClusters, threshold, tuning);
  return tuning === null ? plainPower(measured, threshold) : 0;
}
