function orderOf(values: readonly number[]): number[] {
  return values
    .map((value, index) => ({ value, index }))
    .sort((a, b) => a.value - b.value || a.index - b.index)
    .map(({ index }) => index);
}

/**
 * Benjamini–Hochberg adjusted p values, in the order given.
 *
 * `familySize` counts the hypotheses tested; those not in `ps` are taken to have p = 1.
 * Source: Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289.
 */
export function benjaminiHochberg(ps: readonly number[], familySize = ps.length): number[] {
  const adjusted = ps.map(() => 1);
  let least = 1;
  let rank = ps.length;
  for (const index of orderOf(ps).reverse()) {
    least = Math.min(least, ((ps[index] ?? 1) * familySize) / rank);
    adjusted[index] = least;
    rank -= 1;
  }
  return adjusted;
}

/**
 * Which hypotheses Holm's step-down procedure rejects at family-wise level `alpha`, in the order given.
 * Source: Holm 1979, Scand. J. Stat. 6:65.
 */
export function holm(ps: readonly number[], alpha: number): boolean[] {
  const rejected = ps.map(() => false);
  let left = ps.length;
  for (const index of orderOf(ps)) {
    if (!((ps[index] ?? 1) <= alpha / left)) break;
    rejected[index] = true;
    left -= 1;
  }
  return rejected;
}

/**
 * Holm's adjusted p values, in the order given: rejected at level α where at most α.
 * Source: Holm 1979, Scand. J. Stat. 6:65; adjusted as in Wright 1992, Biometrics 48:1005.
 */
export function holmAdjusted(ps: readonly number[]): number[] {
  const adjusted = ps.map(() => 1);
  let most = 0;
  let left = ps.length;
  for (const index of orderOf(ps)) {
    most = Math.min(1, Math.max(most, (ps[index] ?? 1) * left));
    adjusted[index] = most;
    left -= 1;
  }
  return adjusted;
}
