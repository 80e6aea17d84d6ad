import type { CodeSystemRules } from "./code-system-rules.ts";
import { dotAfterThird, threeCharacters } from "./icd-10.ts";
import { findChapter, icd10CmChapters } from "./icd-10-chapters.ts";

/**
 * Category: letter, digit, digit or A/B (C4A, Z3A, C7B), since October 2025 also QA0; then up to four characters
 * after the dot.
 */
const wellFormed = /^([A-Z][0-9][0-9AB]|QA[0-9])(\.[0-9A-Z]{1,4})?$/;
const undottedQa = /^(QA[0-9])([0-9A-Z]{1,4})$/;
const qaCategory = /^QA[0-9](?=\.|$)/;

/** The United States' clinical modification of ICD-10: up to seven characters. */
export const icd10Cm: CodeSystemRules = {
  canonical: (code) => dotAfterThird(code).replace(undottedQa, "$1.$2"),
  isWellFormed: (code) => wellFormed.test(code),
  kind: () => "diagnosis",
  category: categoryOf,
  chapter: (code) => {
    const category = categoryOf(code);
    return category === null ? null : findChapter(icd10CmChapters, category);
  },
};

function categoryOf(code: string): string | null {
  return qaCategory.exec(code)?.[0] ?? threeCharacters(code);
}
