/**
 * First and last category of a block of chapter R, and the ranges of categories whose diagnoses commonly explain its
 * symptoms (blocks: ICD-10-CM tabular list, chapter 18; what explains them is our convention, kept narrow: a symptom
 * beside an unrelated diagnosis is no error of this kind). Blocks that anything may explain have none.
 */
const blocks: readonly (readonly [string, string, string])[] = [
  ["R00", "R09", "I00-I99 J00-J99 K20-K31 U07-U07"],
  ["R10", "R19", "K00-K95 N00-N99 O00-O9A"],
  ["R20", "R23", "L00-L99"],
  ["R25", "R29", "G00-G99 M00-M99"],
  ["R30", "R39", "N00-N99"],
  ["R40", "R49", "F01-F99 G00-G99 I60-I69"],
  ["R50", "R50", "A00-B99 J00-J99 L00-L08 N10-N39 U07-U07"],
  ["R51", "R51", "G00-G99"],
  ["R52", "R52", "G00-G99 M00-M99"],
  ["R53", "R53", "D50-D64 E00-E07"],
  ["R55", "R55", "I00-I99"],
  ["R56", "R56", "G40-G41"],
  ["R57", "R57", "A40-A41 I00-I99"],
  ["R58", "R58", "D65-D69"],
  ["R59", "R59", "A00-B99 C00-C96"],
  ["R60", "R60", "I00-I99 N00-N19"],
  ["R62", "R64", "E00-E89 F50-F50"],
  ["R65", "R65", "A00-B99"],
  ["R70", "R79", "D50-D89 E00-E89 K70-K77 N17-N19"],
  ["R80", "R82", "N00-N39"],
  ["R90", "R90", "G00-G99 I60-I69"],
  ["R91", "R91", "C34-C34 J00-J99"],
  ["R92", "R92", "C50-C50 N60-N64"],
  ["R94", "R94", "G00-G99 I00-I99 N17-N19"],
  ["R97", "R97", "C00-C96"],
];

/** The diagnoses that a symptom code may stand for, as ranges of categories; empty for codes outside chapter R. */
export function symptomRangesOf(code: string): readonly string[] {
  const category = code.slice(0, 3);
  const block = blocks.find(([first, last]) => first <= category && category <= last);
  return block === undefined ? [] : block[2].split(" ");
}
