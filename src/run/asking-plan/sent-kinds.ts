import { z } from "zod";
import type { SendPolicy } from "../../sandbox/send-policy.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const earlierSql = readSql(new URL("./earlier-documents.sql", import.meta.url));
const kindsSql = "SELECT DISTINCT kind FROM source_documents ORDER BY kind";
const kindRow = z.strictObject({ kind: z.string() });

async function storeKinds(store: Store, table: string, kinds: readonly string[]): Promise<void> {
  await store.execute(`CREATE OR REPLACE TABLE ${table} (kind VARCHAR)`);
  await store.append(
    table,
    ["kind"],
    kinds.map((kind) => [kind]),
  );
}

/**
 * Makes `sent_kinds(kind)` and `earlier_kinds(kind)`, the kinds of document that may leave with their own encounter
 * and with later ones, of those the dataset has; and `earlier_documents(encounter_ix, document_row, place)`, what goes
 * along with which encounter. Needs the scope.
 */
export async function storeSentKinds(store: Store, policy: SendPolicy): Promise<void> {
  const kinds = (await store.query(kindsSql, kindRow)).map(({ kind }) => kind);
  await storeKinds(store, "sent_kinds", kinds.filter(policy.allowsKind));
  await storeKinds(store, "earlier_kinds", kinds.filter(policy.allowsEarlierKind));
  await store.execute(earlierSql);
}
