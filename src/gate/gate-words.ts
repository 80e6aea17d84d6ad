const fewestDecimals = 3;
const mostDecimals = 9;
const thousands = new Intl.NumberFormat("en-US", { maximumFractionDigits: 9 });

/** 0.95 → "95 %", 0.999 → "99.9 %". */
export function formatConfidence(confidence: number): string {
  return `${Number((confidence * 100).toFixed(mostDecimals))} %`;
}

/** A threshold as it was written. */
export function formatThreshold(threshold: number): string {
  return thousands.format(threshold);
}

/**
 * A measured number with three decimals, or as many as it takes to stand on its own side of the
 * threshold: 0.94996 beside 0.95 is "0.94996", never "0.95".
 */
export function formatBeside(measured: number, threshold: number): string {
  for (let decimals = fewestDecimals; decimals < mostDecimals; decimals += 1) {
    const shown = Number(measured.toFixed(decimals)) + 0;
    if (Math.sign(shown - threshold) === Math.sign(measured - threshold)) return thousands.format(shown);
  }
  return String(measured);
}
