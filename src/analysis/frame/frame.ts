import { z } from "zod";
import type { Frame } from "../../domain/verdict.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));

const frameRow = z.strictObject({
  encounters: z.number(),
  digest: z.string(),
  answers: z.string(),
  sample: z.string(),
});

/** Which encounters the run compared and what was answered, as digests. Needs what `encode` made. */
export async function readFrame(store: Store): Promise<Frame> {
  const [row] = await store.query(querySql, frameRow);
  if (row === undefined) return { encounters: 0, digest: "", answers: "", sample: [] };
  return { ...row, sample: row.sample === "" ? [] : row.sample.split(" ") };
}
