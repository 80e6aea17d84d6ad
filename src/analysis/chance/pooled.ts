import { type GroupedSet, type PooledPairs, poolPairs, sumAllPairs } from "../../stats/pooled-pairs.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { pairRow, type SetRow, setRow } from "./rows.ts";

const setsSql = readSql(new URL("./sets.sql", import.meta.url));
const drawsSql = readSql(new URL("./draws.sql", import.meta.url));
const drawnSetsSql = readSql(new URL("./drawn-sets.sql", import.meta.url));
const drawnPairsSql = readSql(new URL("./drawn-pairs.sql", import.meta.url));
const dropSql = ["codes", "units", "places", "rare"].map((name) => `DROP TABLE chance_${name};`).join(" ");

/** Up to how many encounters every pair of code sets is compared, and how many pairs (even) are drawn beyond that. */
export interface PairLimits {
  readonly encounters: number;
  readonly draws: number;
}

/** Source: METRICS.md, Intervals. */
export const pairLimits: PairLimits = { encounters: 2000, draws: 2_000_000 };

function groupSets(rows: readonly SetRow[], side: number): readonly GroupedSet[] {
  const sets = new Map<number, { group: number; members: number[] }>();
  for (const { encounter_ix, jack_group: group, code_ix, side: held } of rows) {
    const set = sets.get(encounter_ix) ?? { group, members: [] };
    if ((held & side) !== 0) set.members.push(code_ix);
    sets.set(encounter_ix, set);
  }
  return [...sets.values()];
}

async function compareAllPairs(store: Store, systemIx: number): Promise<PooledPairs> {
  const rows = await store.query(setsSql, setRow, { system_ix: systemIx });
  return poolPairs(sumAllPairs([...groupSets(rows, 1), ...groupSets(rows, 2)]));
}

async function compareDrawnPairs(store: Store, systemIx: number): Promise<PooledPairs> {
  await store.execute(drawnSetsSql, { system_ix: systemIx });
  const pairs = poolPairs(await store.query(drawnPairsSql, pairRow));
  await store.execute(dropSql);
  return pairs;
}

/** Makes `chance_draws`, `draws` rows of it, from which pairs of every system with more encounters than the limit are taken. */
export async function drawPairs(store: Store, seed: number, draws: number): Promise<void> {
  await store.execute(drawsSql, { seed, keys: Math.ceil(draws / 2) });
}

/**
 * How alike the code sets of one system are among all encounters with a code on either side (`encounters` of them), both
 * sides pooled: over all pairs up to the limit, beyond it over those that `drawPairs` drew.
 */
export function poolCodeSets(
  store: Store,
  systemIx: number,
  encounters: number,
  limits: PairLimits,
): Promise<PooledPairs> {
  return encounters > limits.encounters
    ? compareDrawnPairs(store, systemIx)
    : compareAllPairs(store, systemIx);
}
