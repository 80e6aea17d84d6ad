import { codeFacts } from "./code-facts.ts";
import type { DrgSeverity } from "./drg-family.ts";
import { historyRangesOf } from "./history-codes.ts";
import type { Side } from "./laterality.ts";
import { structureRulesOf } from "./structure-rules.ts";
import { symptomRangesOf } from "./symptom-codes.ts";

/**
 * One node of a hierarchy. Its depth is its number of characters without the dot, 0 for a chapter: `364.3` stands at
 * the depth of `364.1`, though one is a leaf and the other a header (Falis et al. 2021).
 */
export interface CodeLevel {
  readonly depth: number;
  readonly node: string;
}

/**
 * What one code says of itself by its characters, and by its official title where a table is loaded.
 * Null: the idea does not apply, or the code has none. Nothing here says whether the code exists.
 */
export interface CodeStructure {
  /** As in CodeFacts. */
  readonly category: string | null;
  /** As in CodeFacts: the range of the chapter, such as `I00-I99`. */
  readonly chapter: string | null;
  /** Every header above the code, the lowest first, ending in the category; PCS: table, body system, section. */
  readonly ancestors: readonly string[];
  /** The nodes a code counts at in `codes.hierarchical_f1`, the lowest first: itself, its ancestors, its chapter. */
  readonly levels: readonly CodeLevel[];
  readonly laterality: Side | null;
  /** The code without its side: codes that share it differ in side alone. Null where no one pair is meant. */
  readonly lateralityBase: string | null;
  readonly seventhCharacter: string | null;
  /** The code before its seventh character; codes that share it differ in that character alone. */
  readonly seventhBase: string | null;
  readonly isUnspecified: boolean;
  /** Z85–Z87. */
  readonly isHistory: boolean;
  /** Chapter R. */
  readonly isSymptom: boolean;
  /** ICD-10: V00–Y99; ICD-9-CM: E000–E999. */
  readonly isExternalCause: boolean;
  /** A diagnosis in chapters A–Q, S, T or U. */
  readonly isDefinitive: boolean;
  /** History codes: where the condition stands while it is active, as ranges of categories such as `I60-I69`. */
  readonly historyRanges: readonly string[];
  /** Symptom codes: the diagnoses that the symptom may stand for, as ranges of categories. */
  readonly symptomRanges: readonly string[];
  /** DRGs, from the title alone. */
  readonly drgFamily: string | null;
  readonly drgSeverity: DrgSeverity | null;
}

/**
 * The structure of one code. `code` is in canonical form, `title` the official title or null; a code that is not
 * well formed is its own only level and has no other structure. Call it once per distinct code of a run.
 */
export function codeStructure(system: string, code: string, title: string | null): CodeStructure {
  const { category, chapter, wellFormed } = codeFacts(system, code);
  const rules = structureRulesOf(wellFormed ? system : "");
  const ancestors = rules.ancestors(code);
  const sided = rules.laterality(code, title);
  const seventh = rules.seventhCharacter(code);
  const drg = rules.drgSplit(code, title);
  const isGrouped = rules.hasIcd10Chapters;
  return {
    category,
    chapter,
    ancestors,
    levels: levelsOf(code, ancestors, wellFormed ? chapter : null),
    laterality: sided?.side ?? null,
    lateralityBase: sided?.base ?? null,
    seventhCharacter: seventh?.seventhCharacter ?? null,
    seventhBase: seventh?.seventhBase ?? null,
    isUnspecified: rules.isUnspecified(code, title),
    isHistory: isGrouped && /^Z8[567]/.test(code),
    isSymptom: isGrouped && code.startsWith("R"),
    isExternalCause: rules.isExternalCause(code),
    isDefinitive: isGrouped && /^[A-QSTU]/.test(code),
    historyRanges: isGrouped ? historyRangesOf(code) : [],
    symptomRanges: isGrouped ? symptomRangesOf(code) : [],
    drgFamily: drg?.family ?? null,
    drgSeverity: drg?.severity ?? null,
  };
}

function levelsOf(code: string, ancestors: readonly string[], chapter: string | null): readonly CodeLevel[] {
  const below = [code, ...ancestors].map(levelAt);
  return chapter === null ? below : [...below, { depth: 0, node: chapter }];
}

function levelAt(node: string): CodeLevel {
  return { depth: node.replace(".", "").length, node };
}
