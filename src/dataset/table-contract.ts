import {
  assistances,
  claimFrequencies,
  claimOutcomes,
  claimTypes,
  coderRoles,
  codeSources,
  codeUses,
  groupCodes,
  poaValues,
  responseStatuses,
} from "../domain/vocabulary.ts";

/**
 * What a cell may hold. `code` is text that must be text in its file too; `list` is words separated by spaces;
 * `word` is one of a closed vocabulary; `month` is YYYY-MM; `share` lies in 0..1.
 */
export type CellKind =
  | { readonly kind: "text" | "code" | "list" | "date" | "timestamp" | "month" | "share" }
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "integer"; readonly least: number; readonly most: number }
  | { readonly kind: "number"; readonly least: number | null };

export interface Column {
  readonly name: string;
  readonly cell: CellKind;
  readonly isRequired: boolean;
  /** The value of an empty cell, null for none. */
  readonly fallback: string | null;
}

export const tableNames = [
  "encounters",
  "codes",
  "documents",
  "codings",
  "claims",
  "engine_codes",
  "engine_responses",
] as const;
export type TableName = (typeof tableNames)[number];

const text = { kind: "text" } as const;
const date = { kind: "date" } as const;
const timestamp = { kind: "timestamp" } as const;
const code = { kind: "code" } as const;
const list = { kind: "list" } as const;
const share = { kind: "share" } as const;
const amount = { kind: "number", least: null } as const;
const atLeastZero = { kind: "number", least: 0 } as const;
const whole = (least: number, most: number): CellKind => ({ kind: "integer", least, most });
const word = (words: readonly string[]): CellKind => ({ kind: "word", words });

function optional(name: string, cell: CellKind, fallback: string | null = null): Column {
  return { name, cell, isRequired: false, fallback };
}

function required(name: string, cell: CellKind = text): Column {
  return { name, cell, isRequired: true, fallback: null };
}

const encounterId = required("encounter_id");
const sequence = optional("sequence", whole(1, 99_999));
const use = optional("use", word(codeUses));
const poa = optional("poa", word(poaValues));
const modifiers = optional("modifiers", list);
const units = optional("units", atLeastZero);
const serviceDate = optional("service_date", date);

/** The columns of every table, as the data contract lists them; `documents` holds places of texts, never texts. */
export const tableContracts: Readonly<Record<TableName, readonly Column[]>> = {
  encounters: [
    encounterId,
    optional("visit_id", text),
    optional("patient_id", text),
    optional("claim_type", word(claimTypes)),
    optional("setting", text),
    optional("service_start", date),
    optional("service_end", date),
    optional("day", whole(0, 99_999)),
    optional("code_release", { kind: "month" }),
    optional("signed_at", timestamp),
    optional("age", whole(0, 130)),
    ...["sex", "place_of_service", "discharge_disposition", "facility", "specialty", "payer"].map((name) =>
      optional(name, text),
    ),
    ...["provider_id", "race", "ethnicity", "language"].map((name) => optional(name, text)),
  ],
  codes: [
    encounterId,
    optional("coder_id", text, "coder"),
    optional("role", word(coderRoles), "final"),
    required("system"),
    required("code", code),
    sequence,
    use,
    poa,
    modifiers,
    units,
    optional("line", text),
    serviceDate,
    optional("source", word(codeSources)),
    optional("version", text),
  ],
  documents: [
    encounterId,
    required("document_id"),
    required("kind"),
    optional("authored_at", timestamp),
    optional("signed_at", timestamp),
    optional("author_role", text),
    optional("byte_offset", whole(0, Number.MAX_SAFE_INTEGER)),
    optional("byte_length", whole(0, Number.MAX_SAFE_INTEGER)),
  ],
  codings: [
    encounterId,
    required("coder_id"),
    optional("role", word(coderRoles), "final"),
    optional("started_at", timestamp),
    optional("finished_at", timestamp),
    optional("assisted", word(assistances)),
  ],
  claims: [
    encounterId,
    required("claim_id"),
    optional("frequency", word(claimFrequencies)),
    optional("submitted_at", timestamp),
    optional("decided_at", timestamp),
    optional("outcome", word(claimOutcomes)),
    optional("group_code", word(groupCodes)),
    optional("denial_codes", list),
    optional("charged", amount),
    optional("allowed", amount),
    optional("paid", amount),
    optional("billed_drg", code),
    optional("paid_drg", code),
  ],
  engine_codes: [
    encounterId,
    required("system"),
    required("code", code),
    sequence,
    use,
    poa,
    modifiers,
    units,
    serviceDate,
    optional("confidence", share),
    optional("version", text),
  ],
  engine_responses: [
    encounterId,
    optional("status", word(responseStatuses)),
    optional("reason", text),
    optional("confidence", share),
    optional("latency_ms", atLeastZero),
    optional("error", text),
    optional("version", text),
  ],
};

/** The columns that a file of this table may hold by name: `documents` come with their text. */
export function columnsOfFile(table: TableName): readonly Column[] {
  if (table !== "documents") return tableContracts[table];
  const described = tableContracts.documents.filter((column) => !column.name.startsWith("byte_"));
  return [...described, required("text")];
}
