import type { CrossMoments, RatioMoments } from "../../stats/ratio.ts";

/** A ratio's sums over patients, with Σx² over encounters. */
export interface PartMoments extends RatioMoments {
  readonly eachXx: bigint;
}

/** Those of the whole run, with Σy² and Σxy over encounters too. */
export interface RunMoments extends PartMoments {
  readonly eachYy: bigint;
  readonly eachXy: bigint;
}

/** A ratio in a subgroup and in the rest of the run, over the same patients. */
export interface SplitMoments {
  readonly slice: PartMoments;
  readonly rest: PartMoments;
  readonly cross: CrossMoments;
  readonly total: RunMoments;
}

/** A subgroup's sums, alone and in products with the same patients' Y, X in the whole run (yty is ΣyY). */
export type SliceMoments = Omit<PartMoments, "clusters"> & {
  readonly yty: bigint;
  readonly ytx: bigint;
  readonly xty: bigint;
  readonly xtx: bigint;
};

/**
 * The rest as total − subgroup, patient by patient: Σ(Y−y)² = ΣY² − 2ΣyY + Σy², and likewise the others; so patients
 * who are wholly outside the subgroup enter through the totals alone.
 */
export function splitMoments(slice: SliceMoments, total: RunMoments): SplitMoments {
  const { y, x, yy, xy, xx, eachXx, yty, ytx, xty, xtx } = slice;
  const { clusters } = total;
  return {
    slice: { clusters, y, x, yy, xy, xx, eachXx },
    rest: {
      clusters,
      y: total.y - y,
      x: total.x - x,
      yy: total.yy - 2n * yty + yy,
      xy: total.xy - xty - ytx + xy,
      xx: total.xx - 2n * xtx + xx,
      eachXx: total.eachXx - eachXx,
    },
    cross: { yayb: yty - yy, yaxb: ytx - xy, xayb: xty - xy, xaxb: xtx - xx },
    total,
  };
}
