import type { SendSpec } from "../domain/send-spec.ts";
import { columnsSentByDefault, documentKindsWithheld } from "../domain/vocabulary.ts";
import { HarnessError } from "../errors.ts";

/** What may leave of an encounter. `columns` are those of `encounters`, beside encounter_id. */
export interface SendPolicy {
  readonly columns: readonly string[];
  /** Whether documents of this kind may leave with their own encounter. */
  readonly allowsKind: (kind: string) => boolean;
  /** Whether they may leave with the same patient's later encounters. */
  readonly allowsEarlierKind: (kind: string) => boolean;
  /** Whether the scenario lets documents of earlier encounters go along at all. */
  readonly sendsEarlier: boolean;
}

/** The words of a kind in one spelling, joined by `_`: `PsychotherapyNote` gives `psychotherapy_note`. */
function foldKind(kind: string): string {
  return kind
    .normalize("NFKD")
    .replace(/[\p{Mark}\p{Cf}]/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
}

const withheld = new Set(documentKindsWithheld.map(foldKind));

/**
 * Words that mark a kind of the same nature under another name: psychotherapy (45 CFR 164.508(a)(2)), social
 * history, and whatever already tells the codes or the bill.
 */
const withheldWords =
  /psychotherap|(^|_)(psycho|coding|charge|billing)|(^|_)codes?_?summar|(^|_)social_?(histor|hx)|(^|_)s_?hx(_|$)/;

function isWithheld(kind: string): boolean {
  const words = foldKind(kind);
  return withheld.has(words) || withheldWords.test(words);
}

function allowNamedKinds(kinds: readonly string[]): (kind: string) => boolean {
  const named = new Set(kinds);
  return (kind) => named.has(kind);
}

function refuseReserved(columns: readonly string[]): void {
  const reserved = columns.find((column) => ["documents", "earlier_documents"].includes(column));
  if (reserved === undefined) return;
  throw new HarnessError("scenario-invalid", `send.columns cannot name a column called ${reserved}`, {
    hint: "the engine protocol keeps that name for the documents; rename the column",
  });
}

/** A withheld kind may leave with its own encounter where the scenario names it, with another one never. */
function refuseWithheld(kinds: readonly string[]): void {
  const refused = kinds.find(isWithheld);
  if (refused === undefined) return;
  throw new HarnessError(
    "scenario-invalid",
    `send.earlier cannot name ${refused}: it is withheld`.slice(0, 120),
    {
      hint: "psychotherapy notes, social history, coding summaries and charges never go along with a later encounter",
    },
  );
}

/**
 * Least privilege: the columns sent by default and those of `send.columns`; exactly the kinds of document that
 * `send.documents.kinds` names, or else every kind but those withheld by default, however they are spelt. Of earlier
 * encounters, exactly the kinds of `send.earlier.kinds`, of which none may be withheld. Throws `scenario-invalid`.
 */
export function sendPolicy(send: SendSpec): SendPolicy {
  refuseReserved(send.columns);
  const columns = new Set<string>([...columnsSentByDefault, ...send.columns]);
  columns.delete("encounter_id");
  const { kinds } = send.documents;
  const earlier = send.earlier?.kinds ?? [];
  refuseWithheld(earlier);
  return {
    columns: [...columns],
    allowsKind: kinds ? allowNamedKinds(kinds) : (kind) => !isWithheld(kind),
    allowsEarlierKind: allowNamedKinds(earlier),
    sendsEarlier: earlier.length > 0,
  };
}
