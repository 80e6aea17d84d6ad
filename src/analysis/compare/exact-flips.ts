import { type ExactFlip, exactFlipSchema } from "../../domain/comparison.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const flipsSql = readSql(new URL("./exact-flips.sql", import.meta.url));

/** Encounters that became, or stopped being, coded exactly alike, by system. Needs `pairEncounters`. */
export function readExactFlips(store: Store): Promise<readonly ExactFlip[]> {
  return store.query(flipsSql, exactFlipSchema);
}
