import type { PlantedError } from "./planted-error.ts";

/** What was planted in the better engine. */
export const plantedInVendorA: readonly PlantedError[] = [
  {
    id: "a-failure",
    kind: "failure",
    slice: null,
    rate: 0.016,
    error: "timeout after 30000 ms",
  },
  {
    id: "a-abstention-observation",
    kind: "abstention",
    slice: { column: "setting", value: "observation" },
    rate: 0.35,
    reason: "low_confidence",
    withCodes: true,
  },
  {
    id: "a-specificity-heart-failure",
    kind: "specificity_lost",
    system: "ICD-10-CM",
    from: "I50.23",
    to: "I50.9",
    slice: null,
    rate: 0.6,
  },
  {
    id: "a-laterality-knee",
    kind: "laterality",
    system: "ICD-10-CM",
    from: "M17.11",
    to: "M17.12",
    slice: null,
    rate: 0.7,
  },
  {
    id: "a-undercode-insulin",
    kind: "undercode",
    system: "ICD-10-CM",
    from: "Z79.4",
    slice: null,
    rate: 0.5,
  },
  {
    id: "a-overcode-denied-chest-pain",
    kind: "overcode",
    system: "ICD-10-CM",
    to: "R07.9",
    where: "denied",
    slice: null,
    rate: 0.12,
  },
  {
    id: "a-level-cardiology",
    kind: "em_level_higher",
    slice: { column: "specialty", value: "cardiology" },
    rate: 0.45,
  },
  {
    id: "a-facility-riverside",
    kind: "slice_missed",
    slice: { column: "facility", value: "Riverside Hospital" },
    rate: 0.14,
  },
];
