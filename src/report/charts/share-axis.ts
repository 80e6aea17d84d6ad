export type Domain = readonly [number, number];

/** A range of shares that holds every number with a margin; ends lie within 0 and 1 where the numbers do. */
export function fitShareDomain(numbers: readonly number[]): Domain {
  if (numbers.length === 0) return [0, 1];
  const least = Math.min(...numbers);
  const most = Math.max(...numbers);
  const margin = Math.max((most - least) * 0.06, 0.01);
  const lower = least >= 0 ? Math.max(0, least - margin) : least - margin;
  const upper = most <= 1 ? Math.min(1, most + margin) : most + margin;
  return [lower, upper];
}

/** A Vega expression that prints a share as a percentage, or as bare points, with a decimal where the axis is short. */
export function labelShares([lower, upper]: Domain, unit: "points" | null = null): string {
  const decimals = upper - lower < 0.06 ? 1 : 0;
  const number = `replace(format(datum.value * 100, '.${decimals}f'), '-', '\u2212')`;
  return unit === null ? `${number} + '\u00a0%'` : number;
}
