import { z } from "zod";
import { sliceSchema } from "./figure.ts";

const count = z.int().min(0);
const number = z.number().nullable();

/**
 * What may go direct to bill at a proved threshold, for the whole run or one slice (METRICS, Guarantees).
 *
 * - `threshold`: the least confidence that is accepted; null where nothing is proved, and `note` says why.
 * - `target_error`, `confidence`: what was to be proved, after sharing δ over the slices.
 * - `method`: exact binomial, or the approximate gate bound where patients repeat.
 * - `tested_*` are of the half on which candidates were tested, `coverage`, `precision` and their bounds of the other.
 * - `charts_per_day`, `errors_per_day`: accepted charts and errors among them at the run's own volume, null without
 *   real dates. `errors_per_1000`: errors let through in 1,000 charts of all.
 */
export const automationRowSchema = z.strictObject({
  slice: sliceSchema.nullable(),
  threshold: number,
  target_error: z.number(),
  confidence: z.number(),
  method: z.string(),
  candidates: count,
  tested_encounters: count,
  tested_accepted: count,
  tested_errors: count,
  encounters: count,
  accepted: count,
  errors: count,
  coverage: number,
  coverage_lower: number,
  coverage_upper: number,
  precision: number,
  precision_lower: number,
  precision_upper: number,
  charts_per_day: number,
  errors_per_day: number,
  errors_per_1000: number,
  note: z.string().nullable(),
});

/** One point of the risk–coverage curve over all encounters: accepting `accepted` of them at `confidence` or more. */
export const riskCoverageRowSchema = z.strictObject({
  confidence: z.number(),
  accepted: count,
  coverage: z.number(),
  risk: z.number(),
});

/** One bin of a reliability diagram. `of`: codes of a system, or encounters (system null). */
export const calibrationBinSchema = z.strictObject({
  of: z.enum(["codes", "encounters"]),
  system: z.string().nullable(),
  bin: count,
  confidence_low: z.number(),
  confidence_high: z.number(),
  count,
  mean_confidence: z.number(),
  correct: count,
  share_correct: z.number(),
  lower: number,
  upper: number,
});

/**
 * A stratum of the adjudicated sample: how many encounters it has, were drawn, and are settled; then codes of the
 * settled ones, unweighted, by who gave them and whether reviewers found them right. `missed`: true codes nobody gave.
 */
export const adjudicationRowSchema = z.strictObject({
  stratum: z.string(),
  encounters: count,
  drawn: count,
  settled: count,
  both_right: count,
  both_wrong: count,
  engine_right: count,
  engine_wrong: count,
  coder_right: count,
  coder_wrong: count,
  missed: count,
});

export type AutomationRow = z.infer<typeof automationRowSchema>;
export type RiskCoverageRow = z.infer<typeof riskCoverageRowSchema>;
export type CalibrationBin = z.infer<typeof calibrationBinSchema>;
export type AdjudicationRow = z.infer<typeof adjudicationRowSchema>;
