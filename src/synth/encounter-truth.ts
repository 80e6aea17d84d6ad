import type { Document } from "./documents.ts";

/** A code as one side gives it, in the order of its list; numbering comes with the table. */
export interface GivenCode {
  readonly system: string;
  readonly code: string;
  readonly use: "diagnosis" | "procedure" | "external_cause" | "admitting" | "reason_for_visit";
  readonly poa: string;
  readonly modifiers: string;
  readonly units: number | null;
}

/** A line that the charge master puts on the bill; nobody's coding decision. */
export interface ChargeLine {
  readonly system: "CPT" | "HCPCS";
  readonly code: string;
  readonly units: number;
}

/** Columns of `encounters`, by name, each as text. */
export type EncounterRow = Readonly<Record<EncounterColumn, string>>;

export const encounterColumns = [
  "encounter_id",
  "visit_id",
  "patient_id",
  "claim_type",
  "setting",
  "service_start",
  "service_end",
  "code_release",
  "signed_at",
  "age",
  "sex",
  "place_of_service",
  "discharge_disposition",
  "facility",
  "specialty",
  "payer",
  "provider_id",
  "race",
  "ethnicity",
  "language",
] as const;
export type EncounterColumn = (typeof encounterColumns)[number];

/** One encounter as it is in truth, before anyone coded it. */
export interface EncounterTruth {
  readonly row: EncounterRow;
  /** Days and minutes from the first day of service, for what happens after signing. */
  readonly signedDay: number;
  /** Week of the period in which the encounter ends, from 1; null in a dataset without one. */
  readonly week: number | null;
  readonly codes: readonly GivenCode[];
  readonly charges: readonly ChargeLine[];
  readonly documents: readonly Document[];
  /** Codes of symptoms that the notes deny. */
  readonly denied: readonly string[];
}
