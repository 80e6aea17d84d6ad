import type { GateEvidence } from "../gate-bound.ts";
import { clusterSize, rareClusterShare } from "./rare-cluster-share.ts";

/**
 * What is known of a ratio within 0 and 1 before it is measured, per encounter: `units` of its denominator, `clusters`
 * (1 where each encounter is a patient's only one), Kish's effective number of them, and the design effect. `seen`:
 * a measurement that told the share of clusters with the rarer outcome; null where none did.
 */
export interface RatioOutlook {
  readonly units: number;
  readonly clusters: number;
  readonly kish: number;
  readonly designEffect: number;
  readonly seen: { readonly value: number; readonly rareShare: number } | null;
}

/** How much likelier a cluster is to be without the rarer outcome than the model says, as a power of its probability. */
function exponentOf({ seen }: RatioOutlook, size: number, designEffect: number): number {
  if (seen === null || seen.rareShare <= 0 || seen.rareShare >= 1) return 1;
  const modelled = rareClusterShare(seen.value, size, designEffect);
  return modelled <= 0 || modelled >= 1 ? 1 : Math.log1p(-seen.rareShare) / Math.log1p(-modelled);
}

/** Evidence of one encounter about a ratio whose true value is `value`; `powerAt` scales it to any number of them. */
export function plannedRatio(outlook: RatioOutlook, value: number, confidence: number): GateEvidence {
  const { units, clusters, kish, designEffect } = outlook;
  const size = clusterSize(units / clusters, designEffect);
  const without =
    (1 - rareClusterShare(value, size, designEffect)) ** exponentOf(outlook, size, designEffect);
  return {
    value,
    se: Math.sqrt((designEffect * value * (1 - value)) / units),
    numerator: value * units,
    denominator: units,
    nEffective: kish,
    rareClusters: clusters * (1 - without),
    df: clusters - 1,
    scale: "logit",
    confidence,
  };
}
