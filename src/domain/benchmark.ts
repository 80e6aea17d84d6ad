import { z } from "zod";
import { sliceSchema } from "./figure.ts";

/** A slice value as YAML writes it: numbers and booleans are read as the text of the table. */
const sliceValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A required bound on one figure: exactly one of `at_least`, `at_most`. `on: point` ignores the interval. */
export const benchmarkSchema = z.strictObject({
  metric: z.string(),
  system: z.string().optional(),
  slice: z
    .record(z.string(), sliceValue)
    .transform((slice) =>
      Object.fromEntries(
        Object.entries(slice).map(([key, value]) => [key, value === null ? null : String(value)]),
      ),
    )
    .pipe(sliceSchema)
    .optional(),
  at_least: z.number().optional(),
  at_most: z.number().optional(),
  on: z.enum(["bound", "point"]).default("bound"),
});

export const gateSchema = z.strictObject({
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  benchmarks: z.array(benchmarkSchema).min(1),
});

export type Benchmark = z.infer<typeof benchmarkSchema>;
export type Gate = z.infer<typeof gateSchema>;
