import { covarianceOf, expansionVariance } from "./stratified.ts";

/** One drawn encounter: its numerator and denominator against truth (y, x), and as predicted (yf, xf). */
export interface PoweredUnit {
  readonly stratum: number;
  readonly cluster: number;
  readonly y: number;
  readonly x: number;
  readonly yf: number;
  readonly xf: number;
}

/**
 * A stratum: all its encounters, how many were drawn and settled (at least two, or all), and in how many of the
 * figure's own truth may differ from the prediction.
 */
export interface PoweredStratum {
  readonly size: number;
  readonly drawn: number;
  readonly open: number;
}

/** Sums over all clusters of the predicted numerators and denominators and of their products. */
export interface PredictedMoments {
  readonly clusters: number;
  readonly y: number;
  readonly x: number;
  readonly yy: number;
  readonly xy: number;
  readonly xx: number;
}

/** Units outside the figure's slice are left out of `units` and count as zeros; the strata stay whole. */
export interface PoweredSample {
  readonly strata: readonly PoweredStratum[];
  readonly units: readonly PoweredUnit[];
  readonly predicted: PredictedMoments;
  /** The predicted sums of each cluster that has a drawn encounter, over all its encounters. */
  readonly clusters: ReadonlyMap<number, { readonly y: number; readonly x: number }>;
}

/** z = y − R·x of a drawn unit, against truth and as predicted. */
export interface Residual {
  readonly unit: PoweredUnit;
  readonly truth: number;
  readonly predicted: number;
}

/** Two values of a residual whose covariance is asked for. */
export type ResidualPair = (residual: Residual) => readonly [number, number];

/** How many encounters a drawn one stands for. */
export function weightOf({ strata }: PoweredSample, { stratum }: PoweredUnit): number {
  const { size, drawn } = strata[stratum] ?? { size: 0, drawn: 1 };
  return size / drawn;
}

export function residualsOf({ units }: PoweredSample, ratio: number): readonly Residual[] {
  return units.map((unit) => ({
    unit,
    truth: unit.y - ratio * unit.x,
    predicted: unit.yf - ratio * unit.xf,
  }));
}

/** Covariance within one stratum over all its drawn, those outside the figure's slice as zeros. */
export function covarianceWithin(
  residuals: readonly Residual[],
  stratum: number,
  drawn: number,
  pair: ResidualPair,
): number {
  let [a, b, ab] = [0, 0, 0];
  for (const residual of residuals) {
    if (residual.unit.stratum !== stratum) continue;
    const [left, right] = pair(residual);
    a += left;
    b += right;
    ab += left * right;
  }
  return covarianceOf({ a, b, ab }, drawn);
}

/** Covariance of two expanded totals Σw·a and Σw·b over the drawing of the sample. */
export function samplingCovariance(
  { strata }: PoweredSample,
  residuals: readonly Residual[],
  pair: ResidualPair,
): number {
  return strata.reduce((total, { size, drawn }, index) => {
    const expansion = expansionVariance(size, drawn);
    return expansion === 0 ? total : total + expansion * covarianceWithin(residuals, index, drawn, pair);
  }, 0);
}
