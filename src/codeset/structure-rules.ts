import { type DrgSplit, drgSplitOf } from "./drg-family.ts";
import { ancestorsByPrefix } from "./icd-9-cm-hierarchy.ts";
import { headersAbove } from "./icd-10-cm-hierarchy.ts";
import { type Laterality, lateralityOf } from "./laterality.ts";
import { pcsHeadersAbove } from "./pcs-axes.ts";
import { type SeventhCharacter, seventhCharacterOf } from "./seventh-character.ts";
import { isUnspecifiedCode } from "./unspecified.ts";

/** What of a code's structure depends on its system; every rule expects a well-formed code in canonical form. */
export interface StructureRules {
  /** The lowest first. */
  readonly ancestors: (code: string) => readonly string[];
  readonly laterality: (code: string, title: string | null) => Laterality | null;
  readonly seventhCharacter: (code: string) => SeventhCharacter | null;
  readonly isUnspecified: (code: string, title: string | null) => boolean;
  readonly isExternalCause: (code: string) => boolean;
  /** Whether chapters R and Z and the definitive ones are those of ICD-10. */
  readonly hasIcd10Chapters: boolean;
  readonly drgSplit: (code: string, title: string | null) => DrgSplit | null;
}

const flat: StructureRules = {
  ancestors: () => [],
  laterality: () => null,
  seventhCharacter: () => null,
  isUnspecified: () => false,
  isExternalCause: () => false,
  hasIcd10Chapters: false,
  drgSplit: () => null,
};

const icd10: StructureRules = {
  ...flat,
  ancestors: ancestorsByPrefix,
  isUnspecified: isUnspecifiedCode,
  isExternalCause: (code) => /^[V-Y]/.test(code),
  hasIcd10Chapters: true,
};

const rules: ReadonlyMap<string, StructureRules> = new Map([
  ["ICD-10", icd10],
  [
    "ICD-10-CM",
    {
      ...icd10,
      ancestors: headersAbove,
      laterality: lateralityOf,
      seventhCharacter: seventhCharacterOf,
    },
  ],
  [
    "ICD-9-CM",
    {
      ...flat,
      ancestors: ancestorsByPrefix,
      isUnspecified: (code, title) => title !== null && isUnspecifiedCode(code, title),
      isExternalCause: (code) => code.startsWith("E"),
    },
  ],
  ["ICD-10-PCS", { ...flat, ancestors: pcsHeadersAbove }],
  ["MS-DRG", { ...flat, drgSplit: (_code, title) => (title === null ? null : drgSplitOf(title)) }],
  ["APR-DRG", { ...flat, drgSplit: (code) => ({ family: code.slice(0, 3), severity: null }) }],
]);

/** The rules of a system by its name in DATA.md; codes of any other have no structure. */
export function structureRulesOf(system: string): StructureRules {
  return rules.get(system) ?? flat;
}
