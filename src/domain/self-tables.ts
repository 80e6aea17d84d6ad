import { z } from "zod";

const count = z.int().min(0);

/**
 * A code that the engine gives in one repeat of an encounter and not in another. `encounters` have it in any repeat;
 * in `differing` of them not in all, and of these the reference holds it in `in_reference`. `share` is
 * differing / encounters.
 */
export const unstableCodeRowSchema = z.strictObject({
  system: z.string(),
  code: z.string(),
  encounters: count,
  differing: count,
  in_reference: count,
  share: z.number(),
});

export type UnstableCodeRow = z.infer<typeof unstableCodeRowSchema>;
