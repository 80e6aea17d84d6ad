import { z } from "zod";
import { toDouble } from "../../stats/fraction.ts";
import { fixedPoint } from "../moments-row.ts";

const similarity = z.bigint().transform((sum) => toDouble(sum, fixedPoint));

export const groupRow = z.strictObject({
  system_ix: z.number(),
  jack_group: z.number(),
  encounters: z.number(),
  tp: z.number(),
  fp: z.number(),
  fn: z.number(),
  jaccard: similarity,
  masi: similarity,
});
export type GroupRow = z.infer<typeof groupRow>;

export const sizeRow = z.strictObject({ jack_group: z.number(), encounters: z.number() });
export const unionRow = z.strictObject({ system_ix: z.number(), codes: z.number() });

export const setRow = z.strictObject({
  encounter_ix: z.number(),
  jack_group: z.number(),
  code_ix: z.number(),
  side: z.number(),
});
export type SetRow = z.infer<typeof setRow>;

export const pairRow = z
  .strictObject({
    first_group: z.number(),
    second_group: z.number(),
    pairs: z.number(),
    jaccard: similarity,
    masi: similarity,
  })
  .transform(({ first_group: first, second_group: second, ...sums }) => ({ first, second, ...sums }));
