import { z } from "zod";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const drawnSql = readSql(new URL("./drawn.sql", import.meta.url));

const drawnRow = z.strictObject({
  encounter_id: z.string(),
  stratum: z.string(),
  system: z.string().nullable(),
  code: z.string().nullable(),
  side: z.number().nullable(),
});

/** A code of a drawn encounter; `side` as in `matches`: 1 coders, 2 engine, 3 both. All null: it has no code. */
export type DrawnRow = z.infer<typeof drawnRow>;

/**
 * Draws from each stratum its number of encounters, without replacement: the first by a hash with `seed`. Rows of one
 * encounter follow each other. Needs `makeStrata`.
 */
export async function drawEncounters(
  store: Store,
  draws: ReadonlyMap<number, number>,
  seed: number,
): Promise<readonly DrawnRow[]> {
  await store.execute("CREATE OR REPLACE TEMP TABLE review_draws (stratum_ix INTEGER, draws INTEGER)");
  await store.append("review_draws", ["stratum_ix", "draws"], draws);
  return store.query(drawnSql, drawnRow, { seed });
}
