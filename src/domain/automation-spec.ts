import { z } from "zod";

/**
 * What an automation threshold must prove: at most `target_error` of the accepted encounters are no exact match, at
 * confidence 1 − δ. `by` asks for a threshold of its own for every value of a column, δ shared among them.
 */
export const automationSpecSchema = z.strictObject({
  target_error: z.number().gt(0).lt(1),
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  by: z.string().min(1).optional(),
});

/** What `plan` reckons with where no pilot run tells. */
export const planSpecSchema = z.strictObject({
  encounters_per_week: z.number().gt(0).optional(),
  doubly_coded_per_week: z.number().gt(0).optional(),
  adjudicated_per_week: z.number().gt(0).optional(),
  design_effect: z.number().min(1).optional(),
  codes_per_encounter: z.number().gt(0).optional(),
  doubly_coded_share: z.number().gt(0).max(1).optional(),
});

export const reviewSpecSchema = z.strictObject({
  nonresponse: z.enum(["refuse", "reweight"]).default("refuse"),
});

export type AutomationSpec = z.infer<typeof automationSpecSchema>;
export type PlanSpec = z.infer<typeof planSpecSchema>;
export type ReviewSpec = z.infer<typeof reviewSpecSchema>;
