import type { SequenceTuning } from "../confidence-sequence.ts";
import type { GateEvidence } from "../gate-bound.ts";
import { normalCdf } from "../quantiles.ts";
import { type Clumping, describeClumping, listRareNodes, type RareNode } from "./clumping.ts";
import { isSpotlessMet, shareOnce, shareSequential } from "./share-to-reach.ts";

const rounding = 1e-9;

/**
 * Spread of the rarer outcome's sum given its clusters. n* rests on an estimated spread: where these clusters are
 * unlike, a large Σe comes with a large design effect Σe²/Σe, which varies about as much as Σe itself, and the distance
 * from threshold to share (`reach`, in units of Σx) goes with its root.
 */
function spreadGiven({ rare, width }: RareNode, clumping: Clumping, reach: number): number {
  const { within, perRare, rare: expected } = clumping;
  const perCluster = Math.sqrt(within / expected);
  const sum = perCluster * Math.sqrt(rare) + (reach * perCluster) / (2 * perRare * Math.sqrt(rare));
  return Math.sqrt(sum ** 2 + ((width ** 2 - 1) / 12) * perRare ** 2);
}

/** Probability that the ratio reaches `share`, given the number of clusters with the rarer outcome. */
function reachGiven(room: number, reach: number, node: RareNode, clumping: Clumping): number {
  const surplus = (node.rare - clumping.rare) * clumping.perRare;
  const margin = clumping.isErrorRare ? room - surplus : room + surplus;
  const spread = spreadGiven(node, clumping, reach);
  if (spread > 0) return normalCdf(margin / spread);
  return margin >= -rounding * clumping.trials ? 1 : 0;
}

/** Probability of a spotless sample that meets the threshold: only in one look, and where errors are the rarer outcome. */
function isMetWithoutRare(
  evidence: GateEvidence,
  threshold: number,
  isErrorRare: boolean,
  tuning: SequenceTuning | null,
): boolean {
  return isErrorRare && tuning === null && isSpotlessMet(evidence, threshold);
}

/**
 * Probability that the gate's lower bound of a clustered ratio meets `threshold`, if the truth is the value in
 * `evidence` and a sample of that size is drawn. With `tuning`: by the confidence sequence, at this look alone.
 *
 * The clusters with the rarer outcome are binomial, since the bound's rules turn on their number; given it, their sum
 * is normal, with what the linearised variance leaves beside it. It is held against the share at which the bound
 * meets the threshold. 0 where a part is missing.
 */
export function clusteredPower(
  evidence: GateEvidence,
  threshold: number,
  tuning: SequenceTuning | null,
): number {
  const { value } = evidence;
  if (value === null) return 0;
  if (value >= 1) return isMetWithoutRare(evidence, threshold, true, tuning) ? 1 : 0;
  const clumping = describeClumping(evidence);
  if (clumping === null) return 0;
  const nodes = listRareNodes(clumping);
  const shareAt =
    tuning === null ? shareOnce(evidence, threshold, nodes) : shareSequential(evidence, threshold, tuning);
  return nodes.reduce((sum, node) => {
    if (node.rare < 1 && node.width === 1)
      return sum + (isMetWithoutRare(evidence, threshold, clumping.isErrorRare, tuning) ? node.mass : 0);
    const share = shareAt(node.rare);
    if (share === null) return sum;
    const [room, reach] = [(value - share) * clumping.trials, (share - threshold) * clumping.trials];
    return sum + node.mass * reachGiven(room, reach, node, clumping);
  }, 0);
}
