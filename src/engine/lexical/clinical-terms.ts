import { diagnosisTermsAToI } from "./clinical-terms-a-to-i.ts";
import { diagnosisTermsJToZ } from "./clinical-terms-j-to-z.ts";
import { procedureTerms } from "./clinical-terms-procedures.ts";

const termsByCode = new Map(
  Object.entries({ ...diagnosisTermsAToI, ...diagnosisTermsJToZ, ...procedureTerms }).map(
    ([code, terms]) => [code, terms.split(",").map((term) => term.trim())] as const,
  ),
);

/** Common abbreviations and everyday words for a code, beside its official title; none for most codes. */
export function clinicalTermsOf(code: string): readonly string[] {
  return termsByCode.get(code) ?? [];
}
