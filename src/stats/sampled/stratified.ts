/** A stratum of a sample drawn without replacement: encounters in it, drawn of them, and what to expect of its spread. */
export interface StratumPlan {
  readonly size: number;
  /** Assumed standard deviation of one encounter's outcome, for the allocation alone: a wrong guess costs precision, never truth. */
  readonly deviation: number;
}

/** Two give a variance; a smaller stratum is taken whole. */
const fewestDrawn = 2;

function floorsOf(strata: readonly StratumPlan[]): readonly number[] {
  return strata.map(({ size }) => Math.min(size, fewestDrawn));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The fewest encounters that a sample of these strata can have. */
export function smallestSample(strata: readonly StratumPlan[]): number {
  return sum(floorsOf(strata));
}

/**
 * How many encounters to draw of each stratum: in proportion to size × deviation (Neyman's allocation), at least two,
 * at most all of it. One after the other goes where it is furthest below its share; ties to the earlier stratum.
 * `total` is cut to the number there is; fewer than `smallestSample` give that.
 * Source: Neyman 1934, J. R. Stat. Soc. 97:558; Cochran 1977, Sampling Techniques, 5.5.
 */
export function allocateDraws(strata: readonly StratumPlan[], total: number): readonly number[] {
  const drawn = [...floorsOf(strata)];
  let left = Math.min(total, sum(strata.map(({ size }) => size))) - sum(drawn);
  for (; left > 0; left--) {
    const next = neediest(strata, drawn);
    drawn[next] = (drawn[next] ?? 0) + 1;
  }
  return drawn;
}

/** The stratum with room whose weight per encounter drawn so far is largest. */
function neediest(strata: readonly StratumPlan[], drawn: readonly number[]): number {
  const needs = strata.map(({ size, deviation }, index) => {
    const count = drawn[index] ?? 0;
    return count < size ? (size * deviation) / (count + 1) : -1;
  });
  return needs.indexOf(Math.max(...needs));
}

/** Sums over the drawn of one stratum, those outside the domain as zeros: Σa, Σb, Σab. */
export interface PairSums {
  readonly a: number;
  readonly b: number;
  readonly ab: number;
}

/** Covariance of a and b within a stratum of `drawn`, with drawn − 1 below; 0 for a single one. */
export function covarianceOf({ a, b, ab }: PairSums, drawn: number): number {
  return drawn < 2 ? 0 : (ab - (a * b) / drawn) / (drawn - 1);
}

/**
 * N²(1/n − 1/N): what a variance within the stratum counts in the variance of its total; 0 where all was drawn.
 * Source: Cochran 1977, 2.6.
 */
export function expansionVariance(size: number, drawn: number): number {
  return size <= drawn ? 0 : size ** 2 * (1 / drawn - 1 / size);
}

/**
 * Unbiased estimate of the sampling variance of a part's expanded total Σw·d, the part having drawn values d with
 * these sums Σd and Σd²; `drawn` of `size` were drawn without replacement, the part's and others.
 * Source: Horvitz & Thompson 1952, with the joint probabilities n(n−1)/(N(N−1)).
 */
export function partVariance(
  { total, squares }: { total: number; squares: number },
  size: number,
  drawn: number,
) {
  if (size <= drawn || drawn < 2) return 0;
  const weight = size / drawn;
  const apart = (total ** 2 - squares) / (drawn - 1);
  return weight ** 2 * (1 - drawn / size) * (squares - apart);
}
