import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";
import { dropTrailingDot } from "./icd-10.ts";

const undottedDiagnosis = /^([0-9]{3}|V[0-9]{2}|E[0-9]{3})([0-9]{1,2})$/;
const diagnosis = /^([0-9]{3}(\.[0-9]{1,2})?|V[0-9]{2}(\.[0-9]{1,2})?|E[0-9]{3}(\.[0-9])?)$/;
const procedure = /^[0-9]{2}\.[0-9]{1,2}$/;

/**
 * Volumes 1 and 3. The dot of a diagnosis stands after the third character, of an E code after the fourth.
 * A procedure without its dot looks like a diagnosis, and is read as one; with its dot (`39.95`) it is told.
 */
export const icd9Cm: CodeSystemRules = {
  canonical: (code) => dropTrailingDot(code).replace(undottedDiagnosis, "$1.$2"),
  isWellFormed: (code) => diagnosis.test(code) || procedure.test(code),
  kind: (code) => (procedure.test(code) ? "procedure" : "diagnosis"),
  category: (code) => (diagnosis.test(code) || procedure.test(code) ? (code.split(".")[0] ?? null) : null),
  chapter: noLevel,
};
