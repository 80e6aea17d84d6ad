import type { GateEvidence } from "../gate-bound.ts";
import { betaCdf } from "../quantiles.ts";

/**
 * How the outcomes of a clustered ratio fall: `clusters`, of which `rare` are expected to carry the rarer outcome,
 * `perRare` units of it in each, and `within`, the variance of their sum beside that of the number of such clusters.
 * `trials`: Σx. `isErrorRare`: whether the rarer outcome is the error.
 */
export interface Clumping {
  readonly clusters: number;
  readonly rare: number;
  readonly perRare: number;
  readonly within: number;
  readonly trials: number;
  readonly isErrorRare: boolean;
}

/** `width` neighbouring numbers of clusters with the rarer outcome: their probability and their mean. */
export interface RareNode {
  readonly mass: number;
  readonly rare: number;
  readonly width: number;
}

const reach = 6;
const mostNodes = 96;
const negligible = 1e-9;

/** Null where the evidence lacks a part, or no cluster carries the rarer outcome. */
export function describeClumping(evidence: GateEvidence): Clumping | null {
  const { value, se, denominator: trials, rareClusters, df } = evidence;
  if (value === null || se === null || trials === null || rareClusters === null || df === null) return null;
  const isErrorRare = value >= 0.5;
  const outcomes = (isErrorRare ? 1 - value : value) * trials;
  const clusters = df + 1;
  const rare = Math.min(rareClusters, clusters);
  if (!(rare > 0 && trials > 0)) return null;
  const perRare = outcomes / rare;
  const between = rare * (1 - rare / clusters) * perRare ** 2;
  const within = Math.max(0, (se * trials) ** 2 - between);
  return { clusters, rare, perRare, within, trials, isErrorRare };
}

/** Probability that at most `count` clusters carry the rarer outcome: binomial, the number of clusters real. */
function atMostRare(count: number, { clusters, rare }: Clumping): number {
  if (count < 0) return 0;
  return count >= clusters ? 1 : betaCdf(1 - rare / clusters, clusters - count, count + 1);
}

/** The numbers of clusters that may carry the rarer outcome, neighbours taken together where there are many. */
export function listRareNodes(clumping: Clumping): readonly RareNode[] {
  const { clusters, rare } = clumping;
  const spread = reach * Math.sqrt(rare * (1 - rare / clusters) + 1);
  const first = Math.max(0, Math.floor(rare - spread));
  const last = Math.min(Math.ceil(clusters), Math.ceil(rare + spread + reach));
  const width = Math.max(1, Math.ceil((last - first + 1) / mostNodes));
  const nodes: RareNode[] = [];
  let below = atMostRare(first - 1, clumping);
  for (let from = first; from <= last; from += width) {
    const upTo = atMostRare(from + width - 1, clumping);
    nodes.push({ mass: upTo - below, rare: from + (width - 1) / 2, width });
    below = upTo;
  }
  return nodes.filter(({ mass }) => mass > negligible);
}
