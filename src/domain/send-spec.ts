import { z } from "zod";

/**
 * What may leave, beyond the defaults: an allow-list. `columns` adds columns of `encounters`; `documents.kinds`
 * replaces "every kind but the withheld ones" by exactly these kinds. `earlier.kinds` are the kinds of document of
 * the patient's earlier encounters that go along, such as `problem_list`; default none.
 */
export const sendSpecSchema = z.strictObject({
  columns: z.array(z.string().min(1)).default([]),
  documents: z.strictObject({ kinds: z.array(z.string().min(1)).optional() }).default({}),
  earlier: z.strictObject({ kinds: z.array(z.string().min(1)).min(1) }).optional(),
});

export type SendSpec = z.infer<typeof sendSpecSchema>;
