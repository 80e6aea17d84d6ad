import {
  covarianceWithin,
  type PoweredSample,
  type PoweredUnit,
  type PredictedMoments,
  type Residual,
} from "./powered-sample.ts";
import { expansionVariance, partVariance } from "./stratified.ts";

/**
 * A sampled stratum without any surprise is reckoned to hold one: to have seen none among the drawn does not make its
 * variance 0. Of 0, 1, 2 and 3 this came nearest to nominal coverage (test/bench/adjudication.mjs).
 */
const fewestSurprises = 1;

interface ClusterSums {
  readonly weighted: number;
  readonly uncertainty: number;
}

interface Part {
  readonly cluster: number;
  readonly stratum: number;
  readonly total: number;
  readonly squares: number;
}

/** Sums of d by cluster and stratum. */
function sumParts(errors: readonly (readonly [PoweredUnit, number])[]): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const [{ cluster, stratum }, d] of errors) {
    const key = `${cluster}|${stratum}`;
    const { total, squares } = parts.get(key) ?? { total: 0, squares: 0 };
    parts.set(key, { cluster, stratum, total: total + d, squares: squares + d ** 2 });
  }
  return [...parts.values()];
}

/** Σw·d of every drawn cluster, and an unbiased estimate of its sampling variance. */
function sumClusters({ strata }: PoweredSample, errors: readonly (readonly [PoweredUnit, number])[]) {
  const sums = new Map<number, ClusterSums>();
  for (const part of sumParts(errors)) {
    const { size, drawn } = strata[part.stratum] ?? { size: 0, drawn: 1 };
    const { weighted, uncertainty } = sums.get(part.cluster) ?? { weighted: 0, uncertainty: 0 };
    sums.set(part.cluster, {
      weighted: weighted + (size / drawn) * part.total,
      uncertainty: uncertainty + partVariance(part, size, drawn),
    });
  }
  return sums;
}

function squaresPredicted({ yy, xy, xx }: PredictedMoments, ratio: number): number {
  return yy - 2 * ratio * xy + ratio ** 2 * xx;
}

function shareUndrawn({ strata }: PoweredSample): number {
  const size = strata.reduce((sum, stratum) => sum + stratum.size, 0);
  return 1 - strata.reduce((sum, { drawn }) => sum + drawn, 0) / size;
}

/**
 * What clusters would add to the variance were all encounters settled: C/(C−1)·Σê², ê the estimate of a cluster's Σz,
 * less what the drawing alone adds to each ê². At least the spread of λ times the predictions, as far as encounters were
 * not drawn. Null with fewer than two clusters.
 */
export function clusterVariance(
  sample: PoweredSample,
  ratio: number,
  lambda: number,
  errors: readonly (readonly [PoweredUnit, number])[],
): number | null {
  const sums = sumClusters(sample, errors);
  const count = Math.max(sample.predicted.clusters, sums.size);
  if (count < 2) return null;
  const all = lambda ** 2 * squaresPredicted(sample.predicted, ratio);
  const shift = lambda * (sample.predicted.y - ratio * sample.predicted.x);
  let squares = all;
  for (const [cluster, { weighted, uncertainty }] of sums) {
    const { y, x } = sample.clusters.get(cluster) ?? { y: 0, x: 0 };
    const model = lambda * (y - ratio * x);
    squares += (model + weighted) ** 2 - model ** 2 - uncertainty;
  }
  const least = shareUndrawn(sample) * (all - shift ** 2 / count);
  return (count / (count - 1)) * Math.max(squares, least);
}

function isSurprise({ y, x, yf, xf }: PoweredUnit): boolean {
  return y !== yf || x !== xf;
}

/** The mean square of z − zf over the surprises seen, and at least that of one code. */
function squaredSurprise(residuals: readonly Residual[]): number {
  const seen = residuals.filter(({ unit }) => isSurprise(unit));
  const squares = seen.reduce((sum, { truth, predicted }) => sum + (truth - predicted) ** 2, 0);
  return Math.max(1, seen.length === 0 ? 0 : squares / seen.length);
}

/** What sampling within one stratum adds to the variance, with the degrees of freedom of that part. */
export interface StratumVariance {
  readonly variance: number;
  readonly df: number;
  /** Drawn encounters of the figure in it. */
  readonly units: number;
}

/** One entry for every sampled stratum that the figure's encounters lie in. */
export function stratumVariances(
  sample: PoweredSample,
  residuals: readonly Residual[],
  lambda: number,
): readonly StratumVariance[] {
  const square = squaredSurprise(residuals);
  const pair = ({ truth, predicted }: Residual) => {
    const d = truth - lambda * predicted;
    return [d, d] as const;
  };
  return sample.strata.flatMap(({ size, drawn, open }, index) => {
    const units = sample.units.filter(({ stratum }) => stratum === index);
    if (size <= drawn || (open === 0 && units.length === 0)) return [];
    const unseen = Math.max(0, fewestSurprises - units.filter(isSurprise).length) * (size / drawn) ** 2;
    const reserve = Math.min(unseen, open ** 2) * (1 - drawn / size) * square;
    const own = expansionVariance(size, drawn) * covarianceWithin(residuals, index, drawn, pair);
    return [{ variance: own + reserve, df: drawn - 1, units: units.length }];
  });
}

/**
 * Degrees of freedom of the sum of a variance between clusters and those within strata: drawn clusters less the strata
 * they were sampled from, and at most Satterthwaite's, which few drawn of a heavy stratum make small. At least 1.
 * Source: Satterthwaite 1946, Biometrics Bull. 2:110.
 */
export function degreesOfFreedom(
  parts: readonly StratumVariance[],
  between: number,
  clusters: number,
): number {
  const total = parts.reduce((sum, { variance }) => sum + variance, between);
  const own = between ** 2 / (clusters - 1);
  const weights = parts.reduce((sum, { variance, df }) => sum + variance ** 2 / df, own);
  const strata = parts.filter(({ units }) => units > 0).length;
  const plain = clusters - Math.max(1, strata);
  return Math.max(1, weights > 0 ? Math.min(plain, total ** 2 / weights) : plain);
}
