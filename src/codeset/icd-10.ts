import type { CodeSystemRules } from "./code-system-rules.ts";
import { findChapter, icd10Chapters } from "./icd-10-chapters.ts";

const categoryPattern = /^[A-Z][0-9][0-9A-Z]/;
const undotted = /^([A-Z][0-9][0-9A-Z])([0-9A-Z]{1,4})$/;
const wellFormed = /^[A-Z][0-9]{2}(\.[0-9]{1,2})?$/;

/**
 * The form that ICD-10 and ICD-10-CM share: a missing dot is put in after the third character, never moved;
 * a trailing dot goes; nothing else is repaired, so a range such as `M60-M79` stays (METRICS.md, conventions).
 */
export function dotAfterThird(code: string): string {
  return dropTrailingDot(code).replace(undotted, "$1.$2");
}

/** `E11.` is `E11`; a code of dots alone stays, so that it is still seen. */
export function dropTrailingDot(code: string): string {
  return code.replace(/[\s.]+$/, "") || code;
}

/** The first three characters; a range or other ill-formed code has no category. */
export function threeCharacters(code: string): string | null {
  return code.includes("-") ? null : (categoryPattern.exec(code)?.[0] ?? null);
}

/** ICD-10 of the WHO: three characters, then one or two digits. */
export const icd10: CodeSystemRules = {
  canonical: dotAfterThird,
  isWellFormed: (code) => wellFormed.test(code),
  kind: () => "diagnosis",
  category: threeCharacters,
  chapter: (code) => {
    const category = threeCharacters(code);
    return category === null ? null : findChapter(icd10Chapters, category);
  },
};
