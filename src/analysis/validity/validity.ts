import { z } from "zod";
import { type Notice, noticeSchema } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable, unavailableFor } from "../measures/unavailable.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const firstListedSql = readSql(new URL("./first-listed.sql", import.meta.url));
const coverageSql = readSql(new URL("./coverage.sql", import.meta.url));
const noticesSql = readSql(new URL("./notices.sql", import.meta.url));

const coverageRow = z.strictObject({
  is_loaded: z.boolean(),
  has_codes: z.boolean(),
  has_covered: z.boolean(),
});
const noticeRow = noticeSchema.extend({ count: z.number() });

const metrics = ["validity.header", "validity.expired"];
const notLoaded = "no code table of these systems is loaded: shadowbench codeset add <file>";
const notCovered = "no loaded code table covers the days of service";

/**
 * `validity.*` and `sequence.unacceptable_first`, into `measures`; makes `first_listed`. Headers and expired codes are
 * told only where a table of a compared system is loaded and covers a day of service. Needs `judgeCodes`.
 */
export async function fillValidity(store: Store): Promise<Unavailable> {
  await store.execute(querySql);
  await store.execute(firstListedSql);
  const [coverage] = await store.query(coverageSql, coverageRow);
  if (coverage?.is_loaded !== true) return unavailableFor([...metrics, "validity.unknown"], notLoaded);
  if (coverage.has_codes && !coverage.has_covered) return unavailableFor(metrics, notCovered);
  return nothingUnavailable;
}

/** Codes of each side that are not billable on their day or could not be judged. Needs `fillValidity`. */
export function readValidityNotices(store: Store): Promise<readonly Notice[]> {
  return store.query(noticesSql, noticeRow);
}
