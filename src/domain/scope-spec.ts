import { z } from "zod";
import { codeSources } from "./vocabulary.ts";

const cell = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const cells = z.union([cell.transform((value) => [value]), z.array(cell).min(1)]);

/** Columns of `encounters` with the values that match; all columns must match, any value of each. */
export const scopeFilterSchema = z.record(z.string(), cells);

export const referenceSpecSchema = z.strictObject({
  role: z.enum(["final", "adjudicated"]).default("final"),
  sources: z.array(z.enum(codeSources)).min(1).optional(),
});

export type ScopeFilter = z.infer<typeof scopeFilterSchema>;
export type ReferenceSpec = z.infer<typeof referenceSpecSchema>;
