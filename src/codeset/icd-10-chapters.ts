/** First and last category of each chapter of ICD-10-CM, fiscal year 2026 (CMS tabular list). */
export const icd10CmChapters = [
  ["A00", "B99"],
  ["C00", "D49"],
  ["D50", "D89"],
  ["E00", "E89"],
  ["F01", "F99"],
  ["G00", "G99"],
  ["H00", "H59"],
  ["H60", "H95"],
  ["I00", "I99"],
  ["J00", "J99"],
  ["K00", "K95"],
  ["L00", "L99"],
  ["M00", "M99"],
  ["N00", "N99"],
  ["O00", "O9A"],
  ["P00", "P96"],
  ["Q00", "QA0"],
  ["R00", "R99"],
  ["S00", "T88"],
  ["U00", "U85"],
  ["V00", "Y99"],
  ["Z00", "Z99"],
] as const;

/** The same for ICD-10 of the WHO, version 2019. */
export const icd10Chapters = [
  ["A00", "B99"],
  ["C00", "D48"],
  ["D50", "D89"],
  ["E00", "E90"],
  ["F00", "F99"],
  ["G00", "G99"],
  ["H00", "H59"],
  ["H60", "H95"],
  ["I00", "I99"],
  ["J00", "J99"],
  ["K00", "K93"],
  ["L00", "L99"],
  ["M00", "M99"],
  ["N00", "N99"],
  ["O00", "O99"],
  ["P00", "P96"],
  ["Q00", "Q99"],
  ["R00", "R99"],
  ["S00", "T98"],
  ["U00", "U99"],
  ["V01", "Y98"],
  ["Z00", "Z99"],
] as const;

/** The chapter that holds a three-character category, as `I00-I99`; null where none does. */
export function findChapter(
  chapters: readonly (readonly [string, string])[],
  category: string,
): string | null {
  const chapter = chapters.find(([first, last]) => first <= category && category <= last);
  return chapter === undefined ? null : `${chapter[0]}-${chapter[1]}`;
}
