import { chaptersHolding } from "./icd-10-chapters.ts";

/** A category of each chapter of definitive diagnoses (A–Q, S, T). */
const definitive = [
  "A00",
  "C00",
  "D50",
  "E00",
  "F01",
  "G00",
  "H00",
  "H60",
  "I00",
  "J00",
  "K00",
  "L00",
  "M00",
  "N00",
  "O00",
  "P00",
  "Q00",
  "S00",
] as const;

/**
 * First and last category of each block of chapter R, and a category of each chapter whose diagnoses commonly
 * explain its symptoms, by organ system (blocks: ICD-10-CM tabular list, chapter 18; the chapters are our convention).
 */
const blocks: readonly (readonly [string, string, readonly string[]])[] = [
  ["R00", "R09", ["I00", "J00", "K00"]],
  ["R10", "R19", ["K00", "N00", "O00"]],
  ["R20", "R23", ["L00"]],
  ["R25", "R29", ["G00", "M00"]],
  ["R30", "R39", ["N00"]],
  ["R40", "R49", ["F01", "G00", "I00"]],
  ["R50", "R99", definitive],
];

/** The chapters of the diagnoses that a symptom code may stand for; empty for codes outside chapter R. */
export function symptomChaptersOf(code: string): readonly string[] {
  if (!code.startsWith("R")) return [];
  const category = code.slice(0, 3);
  const block = blocks.find(([first, last]) => first <= category && category <= last);
  return block === undefined ? [] : chaptersHolding(block[2]);
}
