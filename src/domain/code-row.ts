import { z } from "zod";

const number = z.number().nullable();
const count = z.int().min(0);

/** Per-code bias. `ratio` is engine over coder; `q` decides (≥ 6 patients of non-zero net), `q_all` is over all. */
export const codeRowSchema = z.strictObject({
  system: z.string(),
  code: z.string(),
  both: count,
  over: count,
  missed: count,
  neither: count,
  precision: number,
  recall: number,
  f1: number,
  ratio: number,
  ratio_lower: number,
  ratio_upper: number,
  p: number,
  q: number,
  q_all: number,
  direction: z.enum(["over", "under"]).nullable(),
});

export type CodeRow = z.infer<typeof codeRowSchema>;
