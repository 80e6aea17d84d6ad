import { normalCdf } from "../quantiles.ts";

/** How many patients have a net discordance of this size, whatever its sign; both whole and above 0. */
export interface MagnitudeCount {
  readonly magnitude: number;
  readonly patients: number;
}

/** Largest Σ|net| whose distribution is enumerated. */
export const largestExactSum = 2000;

/** Weights of 0…n heads in n fair throws, in units of the likeliest count. */
function fairWeights(n: number): Float64Array {
  const weights = new Float64Array(n + 1);
  const middle = Math.floor(n / 2);
  let weight = 1;
  for (let heads = middle; heads >= 0; heads -= 1) {
    weights[heads] = weight;
    weights[n - heads] = weight;
    weight *= heads / (n - heads + 1);
  }
  return weights;
}

/** Weights of Σ magnitude·heads after one more magnitude is added to those of `sums`. */
function addMagnitude(sums: Float64Array, { magnitude, patients }: MagnitudeCount): Float64Array {
  const weights = fairWeights(patients);
  const added = new Float64Array(sums.length + magnitude * patients);
  for (const [heads, weight] of weights.entries()) {
    const offset = heads * magnitude;
    for (let index = 0; index < sums.length; index += 1) {
      added[offset + index] = (added[offset + index] ?? 0) + weight * (sums[index] ?? 0);
    }
  }
  return divideByLargest(added);
}

function divideByLargest(weights: Float64Array): Float64Array {
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return weights.map((weight) => weight / largest);
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

function exactP(counts: readonly MagnitudeCount[], size: number, extreme: number): number {
  const bySize = [...counts].sort((a, b) => a.patients - b.patients || a.magnitude - b.magnitude);
  const weights = bySize.reduce(addMagnitude, new Float64Array([1]));
  const tail = total(weights.subarray(0, Math.floor((size - extreme) / 2) + 1));
  return Math.min(1, (2 * tail) / total(weights));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** S* moves in steps of twice the magnitudes' common divisor; the correction is half a step. */
function normalP(counts: readonly MagnitudeCount[], extreme: number): number {
  const halfStep = counts.reduce((step, { magnitude }) => greatestCommonDivisor(step, magnitude), 0);
  const variance = counts.reduce((sum, { magnitude, patients }) => sum + magnitude ** 2 * patients, 0);
  return Math.min(1, 2 * normalCdf(-Math.max(0, extreme - halfStep) / Math.sqrt(variance)));
}

/**
 * Two-sided p of a sum S of patients' net discordances when each patient's sign is a fair throw:
 * P(|S*| ≥ |S|).
 *
 * Exact while Σ|net| ≤ 2,000, one convolution per distinct |net|; beyond that the normal limit with
 * continuity correction. S = 0 gives 1. With one patient per unit of net it is the exact McNemar test.
 * Source: METRICS "Per-code bias"; Fisher 1935, The Design of Experiments, 21, for the sign-flip principle.
 */
export function signFlipP(counts: readonly MagnitudeCount[], sum: number): number {
  if (sum === 0) return 1;
  const present = counts.filter(({ magnitude, patients }) => magnitude > 0 && patients > 0);
  const size = present.reduce((whole, { magnitude, patients }) => whole + magnitude * patients, 0);
  const extreme = Math.abs(sum);
  return size <= largestExactSum ? exactP(present, size, extreme) : normalP(present, extreme);
}
