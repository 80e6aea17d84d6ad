import type { SentDocument, SentEncounter } from "../domain/engine-protocol.ts";
import type { SendPolicy } from "./send-policy.ts";

/** A row of `encounters`; null where the cell is empty. */
export type EncounterRow = Readonly<Record<string, string | number | null>>;

/** A document as the dataset holds it; only the four fields named here can leave. */
export interface HeldDocument {
  readonly document_id: string;
  readonly kind: string;
  readonly authored_at?: string | null | undefined;
  readonly text: string;
}

function viewDocument({ document_id, kind, authored_at, text }: HeldDocument): SentDocument {
  return authored_at ? { document_id, kind, authored_at, text } : { document_id, kind, text };
}

/**
 * What an engine may see of one encounter under `policy`: its identifier, the allowed columns that hold a value, the
 * documents of allowed kinds, and those of the patient's earlier encounters that may go along. Whatever else the row
 * and the documents hold stays behind.
 */
export function viewEncounter(
  row: EncounterRow,
  documents: readonly HeldDocument[],
  policy: SendPolicy,
  earlier: readonly HeldDocument[] = [],
): SentEncounter {
  const encounterId = row.encounter_id;
  if (typeof encounterId !== "string")
    throw new TypeError("an encounter's row needs its encounter_id as text");
  const columns: Record<string, string | number> = {};
  for (const column of policy.columns) {
    const value = row[column];
    if (value !== null && value !== undefined) columns[column] = value;
  }
  const allowed = documents.filter((document) => policy.allowsKind(document.kind)).map(viewDocument);
  const own = { encounter_id: encounterId, documents: allowed };
  if (!policy.sendsEarlier) return Object.assign(own, columns);
  const along = earlier.filter((document) => policy.allowsEarlierKind(document.kind)).map(viewDocument);
  return Object.assign({ ...own, earlier_documents: along }, columns);
}
