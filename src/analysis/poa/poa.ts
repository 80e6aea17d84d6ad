import { z } from "zod";
import { type Notice, noticeSchema } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { whereNotGiven } from "../attributes/attributes-given.ts";
import type { Unavailable } from "../measures/unavailable.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const noticesSql = readSql(new URL("./notices.sql", import.meta.url));
const noticeRow = noticeSchema.extend({ count: z.number() });

const metrics = ["poa.agreement", "poa.n_to_y", "poa.y_to_n"];

/** `poa.*`, into `measures`. Needs `matchAttributes`. */
export async function fillPoa(store: Store): Promise<Unavailable> {
  await store.execute(querySql);
  return whereNotGiven(store, "poa", metrics);
}

/** Blanks and indicators where they should not be, for both sides. Needs `matchAttributes`. */
export function readPoaNotices(store: Store): Promise<readonly Notice[]> {
  return store.query(noticesSql, noticeRow);
}
