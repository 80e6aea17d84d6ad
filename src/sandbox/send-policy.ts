import type { SendSpec } from "../domain/send-spec.ts";
import { columnsSentByDefault, documentKindsWithheld } from "../domain/vocabulary.ts";
import { HarnessError } from "../errors.ts";

/** What may leave of an encounter. `columns` are those of `encounters`, beside encounter_id. */
export interface SendPolicy {
  readonly columns: readonly string[];
  readonly allowsKind: (kind: string) => boolean;
}

/** One spelling per kind, so that `Psychotherapy Notes` is withheld as `psychotherapy_note` is. */
function foldKind(kind: string): string {
  const words = kind
    .normalize("NFKC")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return words.replace(/^_|_$/g, "").replace(/ies$/, "y").replace(/s$/, "");
}

const withheld = new Set(documentKindsWithheld.map(foldKind));

function allowNamedKinds(kinds: readonly string[]): (kind: string) => boolean {
  const named = new Set(kinds);
  return (kind) => named.has(kind);
}

function refuseReserved(columns: readonly string[]): void {
  if (!columns.includes("documents")) return;
  throw new HarnessError("scenario-invalid", "send.columns cannot name a column called documents", {
    hint: "the engine protocol keeps that name for the documents; rename the column",
  });
}

/**
 * Least privilege: the columns sent by default and those of `send.columns`; exactly the kinds of document that
 * `send.documents.kinds` names, or else every kind but those withheld by default.
 */
export function sendPolicy(send: SendSpec): SendPolicy {
  refuseReserved(send.columns);
  const columns = new Set<string>([...columnsSentByDefault, ...send.columns]);
  columns.delete("encounter_id");
  const { kinds } = send.documents;
  return {
    columns: [...columns],
    allowsKind: kinds ? allowNamedKinds(kinds) : (kind) => !withheld.has(foldKind(kind)),
  };
}
