import { z } from "zod";
import { nearestSystem } from "../../codeset/nearest-system.ts";
import { type Notice, noticeSchema } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type AnalysisInput, sourcesParameter } from "../analysis-input.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const noticeRow = noticeSchema.extend({ count: z.number() });

const unpricedSql = readSql(new URL("./unpriced-lines.sql", import.meta.url));
const labelsSql = readSql(new URL("./labels.sql", import.meta.url));
const uncoveredSql = readSql(new URL("./uncovered.sql", import.meta.url));
const labelRow = z.strictObject({
  side: z.enum(["reference", "engine", "second"]),
  system: z.string(),
  count: z.number(),
});

/** Labels that are no code system of ours but look like one: their codes are compared as opaque ones. */
async function readMislabelled(store: Store, role: string): Promise<readonly Notice[]> {
  const rows = await store.query(labelsSql, labelRow, { role });
  return rows.flatMap((row) => {
    const meant = nearestSystem(row.system);
    return meant === null ? [] : [{ notice: `taken as opaque codes: did the label mean ${meant}?`, ...row }];
  });
}

/** What was relabelled, collapsed, kept apart, never compared or not priced for want of a fee, with counts. */
export async function readNotices(store: Store, input: AnalysisInput): Promise<readonly Notice[]> {
  const { role } = input.reference;
  const counted = await store.query(querySql, noticeRow, {
    role,
    sources: sourcesParameter(input.reference),
  });
  const unpriced = await store.query(unpricedSql, noticeRow);
  return [...counted, ...unpriced, ...(await readMislabelled(store, role))];
}

/** Encounters, in number, that severity and HCC figures leave out for want of a table of their day. Needs those figures. */
export function readUncovered(store: Store): Promise<readonly Notice[]> {
  return store.query(uncoveredSql, noticeRow);
}
