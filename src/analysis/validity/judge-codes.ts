import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const periodsSql = readSql(new URL("./periods.sql", import.meta.url));
const judgedCodesSql = readSql(new URL("./judged-codes.sql", import.meta.url));
const judgementsSql = readSql(new URL("./judgements.sql", import.meta.url));

/**
 * Judges the codes of both sides on their day of service: makes `judgements` (encounter_ix, code_ix, is_engine, judgement, is_covered),
 * the judgement one of `valid`, `cannot judge`, `expired`, `header`, `unknown`, and the tables it is made of,
 * `encounter_periods`, `day_periods` and `judged_codes`. Needs the tables of `encode` and of the library.
 */
export async function judgeCodes(store: Store): Promise<void> {
  for (const sql of [periodsSql, judgedCodesSql, judgementsSql]) await store.execute(sql);
}
