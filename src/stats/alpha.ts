/** What alpha is made of: how alike values are within units, and among all values that are pooled. */
export interface Likeness {
  /** Σ of similarity (1 − distance) over units, and the units. Both raters gave each unit a value. */
  readonly within: number;
  readonly units: number;
  /** Σ of similarity over pairs of pooled values, each unordered pair once, and the pairs. */
  readonly among: number;
  readonly pairs: number;
}

/**
 * Krippendorff's alpha of two raters, 1 − Dₒ/Dₑ: Dₒ the mean distance within units, Dₑ the mean distance over pairs
 * of different values, pooled over raters and units. Null without a unit, and where all values are alike (Dₑ = 0).
 * Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D.
 */
export function krippendorffAlpha({ within, units, among, pairs }: Likeness): number | null {
  if (units === 0 || pairs === 0 || among === pairs) return null;
  return 1 - (1 - within / units) / (1 - among / pairs);
}
