import { z } from "zod";
import type { DocumentRow } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const kindRow = z.strictObject({ kind: z.string(), documents: z.number() });

/** Documents of the encounters in scope by kind: sent or withheld. `sendsKind` is the scenario's allow-list. */
export async function countDocuments(
  store: Store,
  sendsKind: (kind: string) => boolean,
): Promise<readonly DocumentRow[]> {
  const rows = await store.query(querySql, kindRow);
  return rows.map(({ kind, documents }) =>
    sendsKind(kind) ? { kind, sent: documents, withheld: 0 } : { kind, sent: 0, withheld: documents },
  );
}
