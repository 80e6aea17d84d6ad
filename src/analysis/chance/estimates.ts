import { krippendorffAlpha } from "../../stats/alpha.ts";
import { cohenKappa } from "../../stats/kappa.ts";
import { noPairs, type PooledPairs } from "../../stats/pooled-pairs.ts";
import type { GroupRow } from "./rows.ts";

/** A figure of the whole run, and without each jackknife group in turn; null where it cannot be computed. */
export interface Estimate {
  readonly value: number | null;
  readonly thetas: readonly (number | null)[];
}

type Sums = Omit<GroupRow, "system_ix" | "jack_group">;

const noSums: Sums = { encounters: 0, tp: 0, fp: 0, fn: 0, jaccard: 0, masi: 0 };

function combine(one: Sums, other: Sums, sign: 1 | -1): Sums {
  return {
    encounters: one.encounters + sign * other.encounters,
    tp: one.tp + sign * other.tp,
    fp: one.fp + sign * other.fp,
    fn: one.fn + sign * other.fn,
    jaccard: one.jaccard + sign * other.jaccard,
    masi: one.masi + sign * other.masi,
  };
}

function addGroups(rows: readonly GroupRow[]): Sums {
  return rows.reduce((sums: Sums, row) => combine(sums, row, 1), noSums);
}

function withoutGroup(all: Sums, rows: readonly GroupRow[], group: number): Sums {
  return combine(all, rows.find((row) => row.jack_group === group) ?? noSums, -1);
}

function kappaOf({ tp, fp, fn }: Sums, cells: number): number | null {
  return cohenKappa([
    [tp, fn],
    [fp, cells - tp - fp - fn],
  ]);
}

/**
 * Kappa over encounter × code cells. `sizes` holds how many encounters each jackknife group has, with a code or not;
 * the codes stay those of the full sample when a group is left out.
 */
export function estimateKappa(
  rows: readonly GroupRow[],
  sizes: ReadonlyMap<number, number>,
  codes: number,
): Estimate {
  const all = addGroups(rows);
  const encounters = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const thetas = [...sizes].map(([group, size]) =>
    kappaOf(withoutGroup(all, rows, group), (encounters - size) * codes),
  );
  return { value: kappaOf(all, encounters * codes), thetas };
}

/** Alpha over code sets by one index of similarity; `groups` are all jackknife groups of the run. */
export function estimateAlpha(
  index: "jaccard" | "masi",
  rows: readonly GroupRow[],
  pooled: PooledPairs,
  groups: readonly number[],
): Estimate {
  const all = addGroups(rows);
  const alphaOf = (sums: Sums, leaving = noPairs) =>
    krippendorffAlpha({
      within: sums[index],
      units: sums.encounters,
      among: pooled.all[index] - leaving[index],
      pairs: pooled.all.pairs - leaving.pairs,
    });
  const thetas = groups.map((group) => alphaOf(withoutGroup(all, rows, group), pooled.leaving.get(group)));
  return { value: alphaOf(all), thetas };
}
