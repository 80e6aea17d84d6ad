import { type EmLevelRow, emLevelRowSchema } from "../../domain/error-tables.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable } from "../measures/unavailable.ts";

const pairsSql = readSql(new URL("./pairs.sql", import.meta.url));
const fillSql = readSql(new URL("./fill.sql", import.meta.url));
const levelsSql = readSql(new URL("./levels.sql", import.meta.url));

/**
 * Fills `measures` with the figures of evaluation and management, over encounters where the reference has exactly one
 * level; makes `em_rows` and `em_pairs`. Needs `em_levels`.
 */
export async function fillEm(store: Store): Promise<Unavailable> {
  await store.execute(pairsSql);
  await store.execute(fillSql);
  return nothingUnavailable;
}

/**
 * Levels by provider, most encounters first: how many encounters carry each on the engine's and the reference's side;
 * provider null is not recorded. Needs `fillEm`.
 */
export function readEmLevels(store: Store): Promise<readonly EmLevelRow[]> {
  return store.query(levelsSql, emLevelRowSchema);
}
