import { z } from "zod";

const sums = {
  scope_ix: z.number(),
  system_ix: z.number(),
  is_answered: z.boolean(),
  reference_codes: z.number(),
  union_codes: z.number(),
  reference_f1: z.bigint(),
  union_f1: z.bigint(),
  union_precision: z.bigint(),
  union_recall: z.bigint(),
};

export const macroRow = z.strictObject(sums);
export const jackknifeRow = z.strictObject({ ...sums, jack_group: z.number() });
export const groupRow = z.strictObject({ scope_ix: z.number(), jack_group: z.number() });

/** Sums of per-code shares in fixed point, and how many codes they are over. */
export type MacroSums = Omit<z.infer<typeof macroRow>, "scope_ix" | "system_ix" | "is_answered">;
