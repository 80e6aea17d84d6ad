import { logGamma } from "../log-gamma.ts";

/** Probability that none of `size` trials (real) succeeds, each with `share`, correlated within by `icc` (beta-binomial). */
function noneAmong(size: number, share: number, icc: number): number {
  if (icc <= 0) return (1 - share) ** size;
  if (icc >= 1) return 1 - share;
  const [hit, miss] = [share * (1 / icc - 1), (1 - share) * (1 / icc - 1)];
  return Math.exp(
    logGamma(miss + size) + logGamma(hit + miss) - logGamma(miss) - logGamma(hit + miss + size),
  );
}

/** The size of a cluster that can bring about a design effect: 1 + (size − 1)·icc ≤ size. */
export function clusterSize(unitsPerCluster: number, designEffect: number): number {
  return Math.max(1, unitsPerCluster, designEffect);
}

/**
 * Share of clusters that carry the rarer outcome at `value`, where a cluster holds `size` units and the design effect
 * is 1 + (size − 1)·icc. Source: beta-binomial clusters, Kish 1965, Survey Sampling, 5.4, for the design effect.
 */
export function rareClusterShare(value: number, size: number, designEffect: number): number {
  const icc = size > 1 ? Math.min(1, Math.max(0, (designEffect - 1) / (size - 1))) : 0;
  return 1 - noneAmong(size, Math.min(value, 1 - value), icc);
}
