import { z } from "zod";

const price = z.number().min(0);

/**
 * What the site pays for answers, in `currency` (ISO 4217): per million tokens that the engine reports, and per
 * encounter. A price that an answer itself tells comes first.
 */
export const costSpecSchema = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, "three capital letters, such as USD"),
  per_million_input_tokens: price.optional(),
  per_million_output_tokens: price.optional(),
  per_encounter: price.optional(),
});

export type CostSpec = z.infer<typeof costSpecSchema>;
