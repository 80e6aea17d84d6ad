import { z } from "zod";
import type { DocumentRow } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const earlierSql = readSql(new URL("./earlier.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));
const kindRow = z.strictObject({ kind: z.string(), documents: z.number(), along: z.number() });

/**
 * Documents of the encounters in scope by kind, each counted once: sent, with its own encounter or a later one of the
 * same patient, or withheld. `sendsKind` is the scenario's allow-list; what went along with later encounters stands in
 * `earlier_documents`, where there is one.
 */
export async function countDocuments(
  store: Store,
  sendsKind: (kind: string) => boolean,
): Promise<readonly DocumentRow[]> {
  await store.execute(earlierSql);
  const rows = await store.query(querySql, kindRow);
  return rows.map(({ kind, documents, along }) => {
    const sent = sendsKind(kind) ? documents : along;
    return { kind, sent, withheld: documents - sent };
  });
}
