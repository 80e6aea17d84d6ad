/** Two sets by how many they share and the size of each. */
export interface SetOverlap {
  readonly shared: number;
  readonly first: number;
  readonly second: number;
}

/** Jaccard's index: shared over united, within 0 and 1; two empty sets are alike, 1. Its distance is 1 less it. */
export function jaccardIndex({ shared, first, second }: SetOverlap): number {
  const united = first + second - shared;
  return united === 0 ? 1 : shared / united;
}

/**
 * Jaccard's index times how one set lies in the other: 1 for equal sets, 2/3 where one holds the other, 1/3 where they
 * overlap, 0 where they share nothing. Its distance is 1 less it. Source: Passonneau 2006, LREC, 2.2 (MASI).
 */
export function masiIndex(overlap: SetOverlap): number {
  return jaccardIndex(overlap) * monotonicity(overlap);
}

function monotonicity({ shared, first, second }: SetOverlap): number {
  if (first === second && shared === first) return 1;
  if (shared === 0) return 0;
  return shared === Math.min(first, second) ? 2 / 3 : 1 / 3;
}
