import { jaccardIndex, masiIndex } from "./set-distance.ts";

/** A set that one rater gave one unit; `group` (from 0) is the jackknife group of the unit. Members are distinct. */
export interface GroupedSet {
  readonly group: number;
  readonly members: readonly number[];
}

/** Sums of similarity over pairs of sets. */
export interface PairSums {
  readonly pairs: number;
  readonly jaccard: number;
  readonly masi: number;
}

/** The same by the groups of both sets of a pair. */
export interface GroupPair extends PairSums {
  readonly first: number;
  readonly second: number;
}

/** Sums over all pairs, and over those that leave with each group because either set is in it. */
export interface PooledPairs {
  readonly all: PairSums;
  readonly leaving: ReadonlyMap<number, PairSums>;
}

export const noPairs: PairSums = { pairs: 0, jaccard: 0, masi: 0 };

/** What the empty set is taken to hold, alone: so that two of them are alike and share nothing with any other. */
const nothing = [-1];

function addPairs(one: PairSums, other: PairSums): PairSums {
  return {
    pairs: one.pairs + other.pairs,
    jaccard: one.jaccard + other.jaccard,
    masi: one.masi + other.masi,
  };
}

/** Puts sums by both groups of a pair together, by the group that leaves. */
export function poolPairs(groupPairs: Iterable<GroupPair>): PooledPairs {
  const leaving = new Map<number, PairSums>();
  let all = noPairs;
  for (const groupPair of groupPairs) {
    all = addPairs(all, groupPair);
    for (const group of new Set([groupPair.first, groupPair.second]))
      leaving.set(group, addPairs(leaving.get(group) ?? noPairs, groupPair));
  }
  return { all, leaving };
}

type Meet = (first: number, second: number, shared: number) => void;

/** Calls `meet` for every two sets that share a member, the earlier one first: all other pairs share nothing. */
function meetPairs(sets: readonly (readonly number[])[], meet: Meet): void {
  const holders = new Map<number, number[]>();
  const shared = new Uint32Array(sets.length);
  for (const [second, members] of sets.entries()) {
    const met: number[] = [];
    for (const member of members) {
      const earlier = holders.get(member) ?? [];
      for (const first of earlier) {
        if (shared[first] === 0) met.push(first);
        shared[first] = (shared[first] ?? 0) + 1;
      }
      earlier.push(second);
      holders.set(member, earlier);
    }
    for (const first of met) meet(first, second, shared[first] ?? 0);
    for (const first of met) shared[first] = 0;
  }
}

function countGroups(sets: readonly GroupedSet[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const { group } of sets) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

function pairsBetween(sizes: ReadonlyMap<number, number>, first: number, second: number): number {
  const size = sizes.get(first) ?? 0;
  return first === second ? (size * (size - 1)) / 2 : size * (sizes.get(second) ?? 0);
}

/**
 * Sums of Jaccard's and MASI's index over every unordered pair of sets, by their groups (first ≤ second). Time goes by
 * the pairs that share a member.
 */
export function sumAllPairs(sets: readonly GroupedSet[]): readonly GroupPair[] {
  const sizes = countGroups(sets);
  const width = Math.max(...sizes.keys(), -1) + 1;
  const jaccard = new Float64Array(width * width);
  const masi = new Float64Array(width * width);
  const groups = sets.map(({ group }) => group);
  const members = sets.map((set) => (set.members.length === 0 ? nothing : set.members));
  meetPairs(members, (first, second, shared) => {
    const [a, b] = [groups[first] ?? 0, groups[second] ?? 0];
    const place = Math.min(a, b) * width + Math.max(a, b);
    const overlap = { shared, first: members[first]?.length ?? 0, second: members[second]?.length ?? 0 };
    jaccard[place] = (jaccard[place] ?? 0) + jaccardIndex(overlap);
    masi[place] = (masi[place] ?? 0) + masiIndex(overlap);
  });
  const ordered = [...sizes.keys()].sort((a, b) => a - b);
  return ordered.flatMap((first, index) =>
    ordered.slice(index).map((second) => {
      const place = first * width + second;
      const pairs = pairsBetween(sizes, first, second);
      return { first, second, pairs, jaccard: jaccard[place] ?? 0, masi: masi[place] ?? 0 };
    }),
  );
}
