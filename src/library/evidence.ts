import type { AppendValue } from "../store/append-rows.ts";
import type { SourceKind } from "./library-source.ts";

/** Columns of each evidence table after `source_id`, in the order in which rows are given. */
export const evidenceColumns = {
  evidence_codes: ["system", "fiscal_year", "code", "is_billable", "title"],
  evidence_addenda: ["system", "fiscal_year", "action", "code", "is_billable"],
  evidence_years: ["system", "first_year", "code", "states", "title"],
  evidence_editor: ["code", "valid_from", "valid_to", "flags"],
  evidence_poa: ["fiscal_year", "list", "code"],
  evidence_severity: ["version", "fiscal_year", "starts_on", "code", "severity"],
  evidence_drgs: ["version", "fiscal_year", "starts_on", "drg", "title"],
  evidence_drg_weights: ["version", "drg", "weight"],
  evidence_base_rates: ["amount"],
  evidence_hcc: ["year", "model", "code", "hcc"],
  evidence_ccsr: ["code", "category"],
  evidence_ccsr_categories: ["category", "title"],
  evidence_rvu: ["year", "system", "code", "modifier", "amount", "work_rvu"],
  evidence_fees: ["system", "code", "modifier", "amount", "valid_from", "valid_to"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type EvidenceTable = keyof typeof evidenceColumns;

export interface Evidence {
  readonly table: EvidenceTable;
  readonly rows: readonly (readonly AppendValue[])[];
}

/** What a file was found to say. */
export interface Reading {
  readonly kind: SourceKind;
  /** The code system it speaks of; null where it speaks of several. */
  readonly system: string | null;
  /** The beginning of the id: what it is and its vintage, such as `icd10cm-2025`. */
  readonly label: string;
  /** YYYY-MM-DD, inclusive; null where the file is not dated. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Rows of the file that say something. */
  readonly rows: number;
  readonly evidence: readonly Evidence[];
}
