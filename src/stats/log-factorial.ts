const tabulated = 256;

function tabulate(): Float64Array {
  const table = new Float64Array(tabulated);
  for (let n = 2; n < tabulated; n += 1) table[n] = (table[n - 1] ?? 0) + Math.log(n);
  return table;
}

const table = tabulate();
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * ln n! of a whole number n ≥ 0: summed up to 255, beyond that Stirling's series to the term in n⁻⁵, whose error is
 * below that of a double. Source: Abramowitz & Stegun 1964, 6.1.41.
 */
export function logFactorial(n: number): number {
  if (n < tabulated) return table[n] ?? 0;
  const inverse = 1 / n;
  const series = inverse * (1 / 12 - inverse ** 2 * (1 / 360 - inverse ** 2 / 1260));
  return (n + 0.5) * Math.log(n) - n + halfLogTwoPi + series;
}

/** ln of the number of ways to choose k of n, both whole, 0 ≤ k ≤ n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
