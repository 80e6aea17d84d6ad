/** A p value that `count` hypotheses of one family share. */
export interface CountedP {
  readonly p: number;
  readonly count: number;
}

/**
 * Benjamini–Hochberg adjusted p values of hypotheses that come counted, in the order given: the same as if each were
 * listed `count` times. `familySize` counts all hypotheses; those not listed are taken to have p = 1.
 * Source: Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289.
 */
export function benjaminiHochbergCounted(tests: readonly CountedP[], familySize: number): number[] {
  const adjusted = tests.map(() => 1);
  const order = [...tests.keys()].sort((a, b) => (tests[b]?.p ?? 1) - (tests[a]?.p ?? 1) || b - a);
  let rank = tests.reduce((sum, { count }) => sum + count, 0);
  let least = 1;
  for (const index of order) {
    const { p, count } = tests[index] ?? { p: 1, count: 0 };
    if (rank > 0) least = Math.min(least, (p * familySize) / rank);
    adjusted[index] = least;
    rank -= count;
  }
  return adjusted;
}
