import { type Notice, noticeSchema } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable } from "../measures/unavailable.ts";

const codedLinesSql = readSql(new URL("./coded-lines.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));
const noticesSql = readSql(new URL("./notices.sql", import.meta.url));

/**
 * Makes `coded_lines` and `line_modifiers` and fills `lines.precision`, `lines.recall` and `lines.f1` into `measures`.
 * Needs `assignments` and `asked_codes`.
 */
export async function fillLines(store: Store): Promise<Unavailable> {
  await store.execute(codedLinesSql);
  await store.execute(querySql);
  return nothingUnavailable;
}

/** Lines that collapsed to one, and dates that only one side records, with counts. Needs `coded_lines`. */
export function readLineNotices(store: Store): Promise<readonly Notice[]> {
  return store.query(noticesSql, noticeSchema);
}
