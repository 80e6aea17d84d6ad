import type { ErrorClass } from "../../domain/error-tables.ts";

interface ClassWords {
  /** As a row of a table or a chart. */
  readonly name: string;
  /** As a row of a chart on a telephone. */
  readonly short: string;
  /** In how far the two codes differ, for the legend. */
  readonly meaning: string;
}

/** What each class of errors is called in the report; the engine is the subject, the coder what it is held against. */
export const classWords: Readonly<Record<ErrorClass, ClassWords>> = {
  invalid_code: {
    name: "not a valid code",
    short: "not valid",
    meaning: "The code does not exist, is not billable, or was not valid on the day.",
  },
  em_level_higher: {
    name: "visit level higher",
    short: "level higher",
    meaning: "A higher level of the same family of visits.",
  },
  em_level_lower: {
    name: "visit level lower",
    short: "level lower",
    meaning: "A lower level of the same family of visits.",
  },
  em_family: {
    name: "other family of visits",
    short: "visit family",
    meaning: "A level of another family, such as a new patient for an established one.",
  },
  laterality: {
    name: "other side",
    short: "other side",
    meaning: "The same condition on another side of the body, or with no side named.",
  },
  seventh_character: {
    name: "other seventh character",
    short: "7th character",
    meaning: "The same condition with another seventh character: encounter, stage or fetus.",
  },
  specificity_lost: {
    name: "less specific",
    short: "less specific",
    meaning: "A broader or unspecified code for a specific one.",
  },
  specificity_gained: {
    name: "more specific",
    short: "more specific",
    meaning: "A specific code for a broader or unspecified one.",
  },
  history_active: {
    name: "history and active condition",
    short: "history/active",
    meaning: "A history of the condition for the active condition, or the other way round.",
  },
  symptom: {
    name: "symptom and diagnosis",
    short: "symptom",
    meaning:
      "A symptom code given beside, or in place of, a diagnosis. Whether the diagnosis explains it is not checked.",
  },
  pcs_axis: {
    name: "other detail of the procedure",
    short: "procedure axis",
    meaning: "The same table of ICD-10-PCS with another body part, approach, device or qualifier.",
  },
  sibling: {
    name: "other code, same category",
    short: "same category",
    meaning: "Another code of the same category.",
  },
  same_chapter: {
    name: "other code, same chapter",
    short: "same chapter",
    meaning: "Another code of the same chapter.",
  },
  missed: {
    name: "left out",
    short: "left out",
    meaning: "A code of the coder with nothing like it among the engine's.",
  },
  added: {
    name: "added",
    short: "added",
    meaning: "A code of the engine with nothing like it among the coder's.",
  },
  wrong_principal: {
    name: "another diagnosis listed first",
    short: "listed first",
    meaning: "Both have the diagnosis, and the engine does not list it first.",
  },
  poa: {
    name: "present on admission differs",
    short: "POA",
    meaning: "Both have the diagnosis, with different indicators.",
  },
  poa_on_exempt: {
    name: "indicator on an exempt code",
    short: "POA exempt",
    meaning: "An indicator for present on admission on a code that takes none.",
  },
  modifier: {
    name: "modifiers differ",
    short: "modifiers",
    meaning: "Both have the code, with different modifiers.",
  },
  units: { name: "units differ", short: "units", meaning: "Both have the code, with different units." },
};
