import { z } from "zod";
import { codeRowSchema } from "./code-row.ts";

const number = z.number().nullable();
const text = z.string().nullable();
const count = z.int().min(0);

/**
 * Classes of errors, in the order in which an unmatched assignment is given its one class (METRICS.md, Error
 * classes). The last five are attributes of matched assignments, each counted apart.
 */
export const errorClasses = [
  "invalid_code",
  "em_level_higher",
  "em_level_lower",
  "em_family",
  "laterality",
  "seventh_character",
  "specificity_lost",
  "specificity_gained",
  "history_active",
  "symptom",
  "pcs_axis",
  "sibling",
  "same_chapter",
  "missed",
  "added",
] as const;
export const attributeClasses = ["wrong_principal", "poa", "poa_on_exempt", "modifier", "units"] as const;
export type ErrorClass = (typeof errorClasses)[number] | (typeof attributeClasses)[number];
const errorClass = z.enum([...errorClasses, ...attributeClasses]);

/**
 * One class in one system. `count` is of assignments: a pair counts two, so that the counts of `of: "codes"` sum to
 * FP + FN; `over` of them are the engine's, `missed` the reference's. `share` is of that sum; for `of: "attributes"`
 * of what could carry it: encounters where both sides list a first diagnosis, indicators compared, matched lines.
 */
export const errorClassRowSchema = z.strictObject({
  system: z.string(),
  class: errorClass,
  of: z.enum(["codes", "attributes"]),
  count,
  over: count,
  missed: count,
  encounters: count,
  share: number,
});

/** Which axis of ICD-10-PCS differs in pairs of one table; a pair that differs in two counts in both. */
export const pcsAxisRowSchema = z.strictObject({
  system: z.string(),
  section: z.string(),
  character: z.int(),
  axis: z.string(),
  pairs: count,
});

/** Where an error concentrates: `lift` is the rate in the slice over the rate elsewhere; null where none elsewhere. */
export const concentrationSchema = z.strictObject({
  column: z.string(),
  value: text,
  encounters: count,
  opportunities: count,
  lift: number,
  p: z.number(),
  q: z.number(),
});

/**
 * A class with its codes that comes back. `from` is the reference's code, `to` the engine's; null where the class has
 * one code. `direction` says which side has more. `opportunities`: encounters where it could have happened. `share`
 * is of all unmatched assignments of the system; of an attribute, of all errors of its class. `weeks` are weeks with any, of `weeks_of` weeks in which it could
 * happen; null where dates are not real. `weight` is the summed DRG weight engine less reference, `dollars` likewise
 * in money; null where not known. `examples` are up to 20 encounter ids.
 */
export const recurringErrorSchema = z.strictObject({
  id: z.string(),
  system: z.string(),
  class: errorClass,
  from: text,
  to: text,
  from_title: text,
  to_title: text,
  detail: text,
  direction: z.enum(["over", "under", "other"]),
  encounters: count,
  opportunities: count,
  expected: z.number(),
  share: z.number(),
  p: z.number(),
  q: z.number(),
  weeks: count.nullable(),
  weeks_of: count.nullable(),
  first_week: text,
  last_week: text,
  weight: number,
  dollars: number,
  concentrations: z.array(concentrationSchema),
  examples: z.array(z.string()),
});

/** Two recurring errors that come together on one chart more often than apart. `first`, `second` are their ids. */
export const errorSetRowSchema = z.strictObject({
  system: z.string(),
  first: z.string(),
  second: z.string(),
  encounters: count,
  expected: z.number(),
  lift: z.number(),
  p: z.number(),
  q: z.number(),
});

/** The per-code table of a coarser level; `code` is the category, CCSR category or HCC, `title` its name if known. */
export const codeLevelRowSchema = codeRowSchema.extend({
  level: z.enum(["category", "CCSR", "HCC V24", "HCC V28"]),
  title: text,
});

/** A slice, or two crossed (`column` "setting × payer"), against the rest of the run. */
export const sliceRowSchema = z.strictObject({
  system: text,
  column: z.string(),
  value: text,
  metric: z.string(),
  encounters: count,
  value_of_slice: number,
  value_of_rest: number,
  difference: number,
  lower: number,
  upper: number,
  p: number,
  q: number,
});

/** Levels of evaluation and management by provider: encounters with that level on either side. */
export const emLevelRowSchema = z.strictObject({
  system: z.string(),
  provider_id: text,
  family: z.string(),
  code: z.string(),
  rank: z.int(),
  engine: count,
  reference: count,
});

export const drgShiftRowSchema = z.strictObject({
  system: z.string(),
  from: z.string(),
  to: text,
  from_title: text,
  to_title: text,
  kind: z.enum(["same family, higher severity", "same family, lower severity", "other family", "none given"]),
  encounters: count,
  weight: number,
  dollars: number,
});

/** HCCs that the engine's codes add to, or delete from, patient years. */
export const hccChangeRowSchema = z.strictObject({
  system: z.string(),
  model: z.string(),
  hcc: z.string(),
  both: count,
  added: count,
  deleted: count,
});

/** The worst codes, one row per way in which each is got wrong; `partner` is the code of the other side, if paired. */
export const codeErrorRowSchema = z.strictObject({
  system: z.string(),
  code: z.string(),
  title: text,
  side: z.enum(["over", "missed"]),
  class: errorClass,
  partner: text,
  partner_title: text,
  encounters: count,
  examples: z.array(z.string()),
});

export type ErrorClassRow = z.infer<typeof errorClassRowSchema>;
export type PcsAxisRow = z.infer<typeof pcsAxisRowSchema>;
export type Concentration = z.infer<typeof concentrationSchema>;
export type RecurringError = z.infer<typeof recurringErrorSchema>;
export type ErrorSetRow = z.infer<typeof errorSetRowSchema>;
export type CodeLevelRow = z.infer<typeof codeLevelRowSchema>;
export type SliceRow = z.infer<typeof sliceRowSchema>;
export type EmLevelRow = z.infer<typeof emLevelRowSchema>;
export type DrgShiftRow = z.infer<typeof drgShiftRowSchema>;
export type HccChangeRow = z.infer<typeof hccChangeRowSchema>;
export type CodeErrorRow = z.infer<typeof codeErrorRowSchema>;
