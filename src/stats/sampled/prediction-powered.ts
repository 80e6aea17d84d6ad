import {
  type PoweredSample,
  type Residual,
  residualsOf,
  samplingCovariance,
  weightOf,
} from "./powered-sample.ts";
import { clusterVariance, degreesOfFreedom, stratumVariances } from "./powered-variance.ts";

/**
 * - `variance`: of the ratio, linearised; null with fewer than two clusters.
 * - `df`: degrees of freedom of the variance, real.
 * - `lambda`: how far predictions were used, 0 (not at all) to 1.
 * - `numerator`, `denominator`: the estimated totals.
 * - `clusters`: those with a drawn encounter; `kish`: (Σwx)²/Σ(wx)² over them; `yes`, `no`: those of them with any of
 *   the one outcome, and of the other.
 */
export interface PoweredRatio {
  readonly value: number;
  readonly variance: number | null;
  readonly df: number;
  readonly lambda: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly clusters: number;
  readonly kish: number;
  readonly yes: number;
  readonly no: number;
}

/** λ depends on the ratio and the ratio on λ: rounds of one after the other. */
const rounds = 3;

/** Σ_all λf + Σ_drawn w(v − λf), for numerator and denominator. */
function totalsOf(sample: PoweredSample, lambda: number) {
  let y = lambda * sample.predicted.y;
  let x = lambda * sample.predicted.x;
  for (const unit of sample.units) {
    const weight = weightOf(sample, unit);
    y += weight * (unit.y - lambda * unit.yf);
    x += weight * (unit.x - lambda * unit.xf);
  }
  return { y, x };
}

/** Below this share of their squares, what predictions vary within strata is what rounding left. */
const stillPredictions = 1e-9;

function squaresOfPredictions(sample: PoweredSample, residuals: readonly Residual[]): number {
  return residuals.reduce((sum, { unit, predicted }) => sum + (weightOf(sample, unit) * predicted) ** 2, 0);
}

/**
 * The λ within 0 and 1 that makes the sampling variance least; 1 where predictions do not vary within strata.
 * Source: Angelopoulos, Duchi & Zrnic 2023, PPI++, for a stratified sample.
 */
function chooseLambda(sample: PoweredSample, ratio: number): number {
  const residuals = residualsOf(sample, ratio);
  const own = samplingCovariance(sample, residuals, ({ predicted }) => [predicted, predicted]);
  if (own <= stillPredictions * squaresOfPredictions(sample, residuals)) return 1;
  const shared = samplingCovariance(sample, residuals, ({ truth, predicted }) => [truth, predicted]);
  return Math.min(1, Math.max(0, shared / own));
}

function ratioAt(sample: PoweredSample, lambda: number): number | null {
  const { y, x } = totalsOf(sample, lambda);
  return x > 0 ? y / x : null;
}

function tuneLambda(sample: PoweredSample): number {
  let lambda = 1;
  for (let round = 0; round < rounds; round++) {
    const ratio = ratioAt(sample, lambda) ?? ratioAt(sample, 0);
    if (ratio === null) return lambda;
    lambda = chooseLambda(sample, ratio);
  }
  return lambda;
}

interface DrawnCluster {
  readonly x: number;
  readonly isYes: boolean;
  readonly isNo: boolean;
}

function drawnClusters(sample: PoweredSample): readonly DrawnCluster[] {
  const clusters = new Map<number, DrawnCluster>();
  for (const unit of sample.units) {
    const { x, isYes, isNo } = clusters.get(unit.cluster) ?? { x: 0, isYes: false, isNo: false };
    clusters.set(unit.cluster, {
      x: x + weightOf(sample, unit) * unit.x,
      isYes: isYes || unit.y !== 0,
      isNo: isNo || unit.y !== unit.x,
    });
  }
  return [...clusters.values()];
}

function describeClusters(clusters: readonly DrawnCluster[]) {
  const total = clusters.reduce((sum, { x }) => sum + x, 0);
  const squares = clusters.reduce((sum, { x }) => sum + x ** 2, 0);
  return {
    clusters: clusters.length,
    kish: squares === 0 ? 0 : total ** 2 / squares,
    yes: clusters.filter(({ isYes }) => isYes).length,
    no: clusters.filter(({ isNo }) => isNo).length,
  };
}

/** The variance of the ratio's numerator less R times its denominator, with its degrees of freedom. */
function spreadOf(sample: PoweredSample, ratio: number, lambda: number, clusters: number) {
  const residuals = residualsOf(sample, ratio);
  const errors = residuals.map(({ unit, truth, predicted }) => [unit, truth - lambda * predicted] as const);
  const between = clusterVariance(sample, ratio, lambda, errors);
  const parts = stratumVariances(sample, residuals, lambda);
  const variance = parts.reduce((sum, part) => sum + part.variance, between ?? 0);
  const df = degreesOfFreedom(parts, between ?? 0, clusters);
  return { variance: between === null || clusters < 2 ? null : variance, df };
}

/**
 * A ratio of totals over all encounters, from a stratified sample of them drawn without replacement and predictions
 * for all: each total is Σ_all λf + Σ_drawn w(v − λf), with one λ for both.
 *
 * Its variance is for the clusters that the run's are a sample of: between clusters, plus stratified sampling within
 * the run. Where all encounters are drawn it is the ordinary ratio with its cluster variance. The value may lie
 * outside 0 and 1. Null without a drawn unit, and where the denominator is not above 0.
 * Source: Angelopoulos, Duchi & Zrnic 2023 (PPI++); Särndal, Swensson & Wretman 1992, 9.3, for two phases.
 */
export function estimatePowered(sample: PoweredSample): PoweredRatio | null {
  if (sample.units.length === 0) return null;
  const lambda = tuneLambda(sample);
  const { y: numerator, x: denominator } = totalsOf(sample, lambda);
  if (!(denominator > 0)) return null;
  const value = numerator / denominator;
  const described = describeClusters(drawnClusters(sample));
  const { variance, df } = spreadOf(sample, value, lambda, described.clusters);
  return {
    value,
    variance: variance === null ? null : variance / denominator ** 2,
    df,
    lambda,
    numerator,
    denominator,
    ...described,
  };
}
