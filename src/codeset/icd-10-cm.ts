import type { CodeSystemRules } from "./code-system-rules.ts";
import { dotAfterThird, threeCharacters } from "./icd-10.ts";
import { findChapter, icd10CmChapters } from "./icd-10-chapters.ts";

/** Category: letter, digit, digit or A/B (C4A, Z3A, C7B); then up to four characters after the dot. */
const wellFormed = /^[A-Z][0-9][0-9AB](\.[0-9A-Z]{1,4})?$/;

/** The United States' clinical modification of ICD-10: up to seven characters. */
export const icd10Cm: CodeSystemRules = {
  canonical: dotAfterThird,
  isWellFormed: (code) => wellFormed.test(code),
  kind: () => "diagnosis",
  category: threeCharacters,
  chapter: (code) => {
    const category = threeCharacters(code);
    return category === null ? null : findChapter(icd10CmChapters, category);
  },
};
