import { z } from "zod";
import { drgShiftRowSchema } from "../../domain/error-tables.ts";
import { noticeSchema } from "../../domain/results.ts";

export const drgRow = z.strictObject({
  code_ix: z.number(),
  system: z.string(),
  code: z.string(),
  title: z.string().nullable(),
});

/** `weight` in ten-thousandths. */
export const shiftRow = drgShiftRowSchema.omit({ dollars: true }).extend({ weight: z.number().nullable() });

export const versionRow = z.strictObject({ version: z.string() });
export const drgNoticeRow = noticeSchema;
export const countRow = z.strictObject({ count: z.number() });
export const amountRow = z.strictObject({ amount: z.number().nullable() });

export type DrgRow = z.infer<typeof drgRow>;
export type ShiftRow = z.infer<typeof shiftRow>;
