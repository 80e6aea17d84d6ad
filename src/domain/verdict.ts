import { z } from "zod";
import { sliceSchema } from "./figure.ts";

export const verdictSchemaName = "shadowbench.verdict/1";
export const verdicts = ["go", "no-go", "inconclusive", "incomplete"] as const;
export const outcomes = ["met", "not-met", "inconclusive", "waived"] as const;

const number = z.number().nullable();

/** `bound` is the one-sided bound that decided; `lower` and `upper` both one-sided bounds at the gate's confidence. */
export const benchmarkResultSchema = z.strictObject({
  metric: z.string(),
  system: z.string().nullable(),
  slice: sliceSchema.nullable(),
  requirement: z.strictObject({
    at_least: z.number().optional(),
    at_most: z.number().optional(),
    on: z.enum(["bound", "point"]),
  }),
  value: number,
  bound: number,
  lower: number,
  upper: number,
  encounters: z.int().nullable(),
  outcome: z.enum(outcomes),
  reason: z.string(),
  encounters_needed: z.int().nullable(),
});

/** `reasons` says in plain sentences why the verdict is what it is, the weightiest first. */
export const verdictSchema = z.strictObject({
  schema: z.literal(verdictSchemaName),
  run: z.string(),
  verdict: z.enum(verdicts),
  reasons: z.array(z.string()),
  confidence: z.number(),
  benchmarks: z.array(benchmarkResultSchema),
});

export type VerdictWord = (typeof verdicts)[number];
export type Outcome = (typeof outcomes)[number];
export type BenchmarkResult = z.infer<typeof benchmarkResultSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
