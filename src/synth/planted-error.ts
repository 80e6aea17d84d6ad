import type { EncounterColumn } from "./encounter-truth.ts";

/** The encounters that a planted error is confined to. */
export interface Slice {
  readonly column: EncounterColumn;
  readonly value: string;
}

interface Planted {
  readonly id: string;
  readonly slice: Slice | null;
  /** Probability that it takes effect where it can. */
  readonly rate: number;
}

/** `from` becomes `to`: the kind says what that is. */
export interface PlantedSwap extends Planted {
  readonly kind: "specificity_lost" | "laterality" | "neighbour" | "history_active";
  readonly system: string;
  readonly from: string;
  readonly to: string;
}

/** `from` is left out. */
export interface PlantedUndercode extends Planted {
  readonly kind: "undercode";
  readonly system: string;
  readonly from: string;
}

/** `to` is added where it is not true: anywhere, or where the notes deny it. */
export interface PlantedOvercode extends Planted {
  readonly kind: "overcode";
  readonly system: string;
  readonly to: string;
  readonly where: "anywhere" | "denied";
}

/** `to` is put first instead of the true principal diagnosis `from`. */
export interface PlantedPrincipal extends Planted {
  readonly kind: "wrong_principal";
  readonly from: string;
  readonly to: string;
}

/** The level of evaluation and management is one too high. */
export interface PlantedLevel extends Planted {
  readonly kind: "em_level_higher";
}

/** A modifier is left off. */
export interface PlantedModifier extends Planted {
  readonly kind: "modifier_dropped";
  readonly modifier: string;
}

/** Codes are left out, each with probability `rate`. */
export interface PlantedMissing extends Planted {
  readonly kind: "slice_missed";
}

/** One code is added from those that noise adds. */
export interface PlantedAdding extends Planted {
  readonly kind: "slice_added";
}

/** No answer: held for a person, with a reason. Codes are given along where `withCodes`. */
export interface PlantedAbstention extends Planted {
  readonly kind: "abstention";
  readonly reason: "low_confidence" | "missing_document" | "out_of_scope" | "query_needed" | "other";
  readonly withCodes: boolean;
}

/** No answer: an error. */
export interface PlantedFailure extends Planted {
  readonly kind: "failure";
  readonly error: string;
}

/** An error that changes the codes of an answer. */
export type PlantedCoding =
  | PlantedSwap
  | PlantedUndercode
  | PlantedOvercode
  | PlantedPrincipal
  | PlantedLevel
  | PlantedModifier
  | PlantedMissing
  | PlantedAdding;

/** An error that an engine was given on purpose, to be found again. */
export type PlantedError = PlantedCoding | PlantedAbstention | PlantedFailure;
