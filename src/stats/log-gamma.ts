const seriesFrom = 12;
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * ln Γ(x) of a real x > 0: raised to 12 by the recurrence, then Stirling's series to the term in x⁻⁹, whose error is
 * below that of a double. Source: Abramowitz & Stegun 1964, 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let raised = 0;
  while (shifted < seriesFrom) {
    raised += Math.log(shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse ** 2;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + series - raised;
}

/** ln B(a, b), both real and above 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
