import { z } from "zod";
import { type Notice, noticeSchema } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type AnalysisInput, sourcesParameter } from "../analysis-input.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const noticeRow = noticeSchema.extend({ count: z.number() });

/** What was relabelled, collapsed, kept apart or never compared, with counts. */
export function readNotices(store: Store, input: AnalysisInput): Promise<readonly Notice[]> {
  return store.query(querySql, noticeRow, {
    role: input.reference.role,
    sources: sourcesParameter(input.reference),
  });
}
