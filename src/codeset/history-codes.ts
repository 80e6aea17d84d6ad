import { chaptersHolding } from "./icd-10-chapters.ts";

/**
 * Categories, one for each chapter, in which the condition stood while it was active, by the beginning of the
 * history code; the longest beginning decides (ICD-10-CM tabular list, titles of Z85–Z87).
 */
const activeCategories: Readonly<Record<string, readonly string[]>> = {
  Z85: ["C00"],
  "Z86.0": ["C00"],
  "Z86.010": ["C00", "K00"],
  "Z86.1": ["A00"],
  "Z86.16": ["U00"],
  "Z86.2": ["D50"],
  "Z86.3": ["E00"],
  "Z86.32": ["E00", "O00"],
  "Z86.4": ["F01"],
  "Z86.5": ["F01"],
  "Z86.6": ["G00", "H00", "H60"],
  "Z86.61": ["A00", "G00"],
  "Z86.7": ["I00"],
  "Z86.73": ["G00", "I00"],
  "Z87.0": ["J00"],
  "Z87.1": ["K00"],
  "Z87.2": ["L00"],
  "Z87.3": ["M00"],
  "Z87.4": ["N00"],
  "Z87.5": ["O00"],
  "Z87.6": ["P00"],
  "Z87.7": ["Q00"],
  "Z87.8": ["S00"],
  "Z87.89": [],
  "Z87.891": ["F01"],
  "Z87.892": ["S00"],
};

const longestFirst = Object.keys(activeCategories).toSorted((a, b) => b.length - a.length);

/** The chapters of the active condition as ranges such as `C00-D49`; empty for other codes and unnamed conditions. */
export function historyChaptersOf(code: string): readonly string[] {
  if (!code.startsWith("Z8")) return [];
  const beginning = longestFirst.find((prefix) => code.startsWith(prefix));
  return beginning === undefined ? [] : chaptersHolding(activeCategories[beginning] ?? []);
}
