/** Closed vocabularies of the tables, as DATA.md lists them. */
export const claimTypes = ["facility", "professional"] as const;
export const coderRoles = ["final", "second", "adjudicated", "initial", "cdi", "provider", "billed"] as const;
export const codeUses = [
  "diagnosis",
  "procedure",
  "external_cause",
  "admitting",
  "reason_for_visit",
] as const;
export const poaValues = ["Y", "N", "U", "W", "1"] as const;
export const codeSources = ["coder", "chargemaster", "provider", "scrubber"] as const;
export const assistances = ["none", "cac", "engine-under-test"] as const;
export const claimOutcomes = ["paid", "partial", "denied", "rejected", "pending"] as const;
export const claimFrequencies = ["1", "7", "8"] as const;
export const groupCodes = ["CO", "PR", "OA"] as const;
export const responseStatuses = ["coded", "abstained", "failed"] as const;
export const abstentionReasons = [
  "low_confidence",
  "missing_document",
  "out_of_scope",
  "query_needed",
  "other",
] as const;

/** Kinds of document that leave only where the scenario names them. */
export const documentKindsWithheld: readonly string[] = [
  "psychotherapy_note",
  "social_history",
  "coding_summary",
  "charge_sheet",
];

/** Columns of `encounters` that an engine sees without being asked for; all others need `send.columns`. */
export const columnsSentByDefault = [
  "claim_type",
  "setting",
  "service_start",
  "service_end",
  "age",
  "sex",
] as const;

export type CoderRole = (typeof coderRoles)[number];
export type ResponseStatus = (typeof responseStatuses)[number];
export type AbstentionReason = (typeof abstentionReasons)[number];
