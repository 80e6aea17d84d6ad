import type { CatalogueEntry } from "../../../src/codeset/catalogue-entry.ts";
import { type EngineRequest, engineRequestSchema } from "../../../src/domain/engine-protocol.ts";
import { createLexicalCoder, type LexicalCoder } from "../../../src/engine/lexical/lexical-coder.ts";

function entry(code: string, title: string, synonyms: string[] = [], system = "ICD-10-CM"): CatalogueEntry {
  return { system, code, title, synonyms };
}

export const smallCatalogue: readonly CatalogueEntry[] = [
  entry("I10", "Essential (primary) hypertension", ["hypertension", "HTN"]),
  entry("E11.9", "Type 2 diabetes mellitus without complications", ["type 2 diabetes", "diabetes", "DM2"]),
  entry("J18.9", "Pneumonia, unspecified organism", ["pneumonia"]),
  entry("J69.0", "Pneumonitis due to inhalation of food and vomit", ["aspiration pneumonia"]),
  entry("I21.9", "Acute myocardial infarction, unspecified", ["myocardial infarction", "MI"]),
  entry("R07.9", "Chest pain, unspecified", ["chest pain"]),
  entry("R50.9", "Fever, unspecified", ["fever"]),
  entry("R05.9", "Cough, unspecified", ["cough"]),
  entry("C50.919", "Malignant neoplasm of unspecified site of unspecified female breast", ["breast cancer"]),
  entry("Z80.3", "Family history of malignant neoplasm of breast", ["family history of breast cancer"]),
  entry("W19.XXXA", "Unspecified fall, initial encounter", ["fall"]),
  entry("0DTJ4ZZ", "Resection of Appendix, Percutaneous Endoscopic Approach", ["appendectomy"], "ICD-10-PCS"),
  entry("5A1935Z", "Respiratory Ventilation, Less than 24 Hours", ["mechanical ventilation"], "ICD-10-PCS"),
];

export const smallCoder: LexicalCoder = createLexicalCoder(smallCatalogue);

export function requestOf(text: string, setting?: string, systems = ["ICD-10-CM"]): EngineRequest {
  return engineRequestSchema.parse({
    protocol: "shadowbench.engine/1",
    request_id: "r1",
    encounter: {
      encounter_id: "e1",
      ...(setting === undefined ? {} : { setting }),
      documents: [{ document_id: "d1", kind: "progress_note", text }],
    },
    systems,
  });
}

/** The codes that the small catalogue's coder finds, sorted. */
export function codesIn(text: string, setting?: string): string[] {
  return (smallCoder(requestOf(text, setting)).codes ?? []).map(({ code }) => code).sort();
}
