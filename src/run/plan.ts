import { resolve } from "node:path";
import { z } from "zod";
import type { SendPolicy } from "../sandbox/send-policy.ts";
import { quoteName, quoteText } from "../store/quote-sql.ts";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";

const planSql = readSql(new URL("./plan.sql", import.meta.url));
const kindsSql = "SELECT DISTINCT kind FROM source_documents ORDER BY kind";
const kindRow = z.strictObject({ kind: z.string() });
const countRow = z.strictObject({ encounters: z.number() });

/** One line of the plan: what may leave of one encounter, with the places of its documents' texts. */
export const plannedEncounterSchema = z.strictObject({
  encounter_id: z.string(),
  columns: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  documents: z
    .array(
      z.strictObject({
        document_id: z.string(),
        kind: z.string(),
        authored_at: z.string().nullable(),
        byte_offset: z.number(),
        byte_length: z.number(),
      }),
    )
    .nullable(),
});

export type PlannedEncounter = z.infer<typeof plannedEncounterSchema>;

function columnsStruct(columns: readonly string[]): string {
  const members = columns.map((column) => `${quoteText(column)}: source_encounters.${quoteName(column)}`);
  return `{${members.join(", ")}}`;
}

/** Makes `sent_kinds(kind)`: the kinds of document that may leave, of those the dataset has. */
export async function storeKinds(store: Store, policy: SendPolicy): Promise<void> {
  const kinds = await store.query(kindsSql, kindRow);
  await store.execute("CREATE OR REPLACE TABLE sent_kinds (kind VARCHAR)");
  await store.append(
    "sent_kinds",
    ["kind"],
    kinds.filter(({ kind }) => policy.allowsKind(kind)).map(({ kind }) => [kind]),
  );
}

/**
 * Writes what the engine is to be asked, one encounter a line in the order of encounter_ix, holding nothing that may
 * not leave, and no text. Gives the number of encounters. Names of columns cannot be parameters, so they are put in
 * quoted.
 */
export async function writePlan(store: Store, policy: SendPolicy, file: string): Promise<number> {
  await storeKinds(store, policy);
  const query = planSql
    .replace("$columns", () => columnsStruct(policy.columns))
    .trim()
    .replace(/;$/, "");
  await store.execute(`COPY (${query}\n) TO ${quoteText(resolve(file))} (FORMAT json)`);
  const [row] = await store.query("SELECT count(*) AS encounters FROM encounters", countRow);
  return row?.encounters ?? 0;
}
