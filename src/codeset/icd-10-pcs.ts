import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";

/** Seven characters of digits and letters without I and O (ICD-10-PCS Official Guidelines, A1, A2). */
const wellFormed = /^[0-9A-HJ-NP-Z]{7}$/;

/** Procedures; no dot. The category is the table: section, body system and root operation. */
export const icd10Pcs: CodeSystemRules = {
  canonical: (code) => code,
  isWellFormed: (code) => wellFormed.test(code),
  kind: () => "procedure",
  category: (code) => (/^[0-9A-HJ-NP-Z]{3,7}$/.test(code) ? code.slice(0, 3) : null),
  chapter: noLevel,
};
