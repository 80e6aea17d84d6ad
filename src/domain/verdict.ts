import { z } from "zod";
import { sliceSchema } from "./figure.ts";

export const verdictSchemaName = "shadowbench.verdict/1";
export const verdicts = ["go", "no-go", "inconclusive", "incomplete"] as const;
export const outcomes = ["met", "not-met", "inconclusive", "waived"] as const;

const number = z.number().nullable();
const share = z.number().optional();

/** A waiver as it stood on the day of the verdict; an expired one counts as absent. */
export const waiverStateSchema = z.strictObject({
  reason: z.string(),
  approver: z.string(),
  expires: z.string(),
  state: z.enum(["live", "expired"]),
});

/**
 * `bound` is the one-sided bound that decided; `lower` and `upper` both one-sided bounds at the gate's confidence,
 * of the difference where the requirement is relative. `value` is then the difference too, in the metric's own
 * direction: this run less the baseline, or less the second coder. `encounters_needed` is at 80 % power,
 * `encounters_needed_90` at 90 %. `each` is the column of a sweep, `p` the one-sided p of the refutation in it.
 * `unit`: what the numbers are in, as `ms` or a currency; null where they are bare, as shares are.
 * `outcome_unwaived` is what a waived benchmark would be.
 */
export const benchmarkResultSchema = z.strictObject({
  name: z.string().nullable().default(null),
  metric: z.string(),
  system: z.string().nullable(),
  slice: sliceSchema.nullable(),
  each: z.string().nullable().default(null),
  level: z.enum(["block", "warn"]).default("block"),
  requirement: z.strictObject({
    at_least: share,
    at_most: share,
    no_worse_by: share,
    better_by: share,
    relative_to: z.enum(["human"]).optional(),
    baseline: z.string().optional(),
    on: z.enum(["bound", "point"]),
    min_encounters: z.int().optional(),
    min_support: z.int().optional(),
  }),
  unit: z.string().nullable().default(null),
  value: number,
  bound: number,
  lower: number,
  upper: number,
  p: number.default(null),
  method: z.string().nullable().default(null),
  encounters: z.int().nullable(),
  outcome: z.enum(outcomes),
  outcome_unwaived: z.enum(outcomes).nullable().default(null),
  waiver: waiverStateSchema.nullable().default(null),
  reason: z.string(),
  encounters_needed: z.int().nullable(),
  encounters_needed_90: z.int().nullable().default(null),
  /** Further waivers of it whose day is past, beside the one that stands. */
  expired_waivers: z.array(waiverStateSchema).default([]),
});

/** One earlier verdict on encounters that this run holds too. `shared`: the share of this run's encounters that it held. */
export const earlierLookSchema = z.strictObject({
  run: z.string(),
  folder: z.string(),
  verdict: z.enum(verdicts),
  encounters: z.int(),
  shared: z.number(),
  engine: z.string(),
  version: z.array(z.string()),
});

/**
 * Why the level does not hold. `repeated`: a gate that looks once looked before. Of a sequence: `fixed-before`, it began
 * with a look at a fixed bound; `tuning`, `confidence`: an earlier look had another; `drawn-anew`: the encounters were
 * judged before with another seed, or other answers of reviewers.
 */
export const lookFlaws = ["repeated", "fixed-before", "tuning", "confidence", "drawn-anew"] as const;

/**
 * Whether the level of the verdict holds. `once`: `number` is 1, or the verdict is a repeated look and cannot be go.
 * `unit`: what `tuned_for` counts, as `patient`. `other_engines`: earlier verdicts on the same encounters about another
 * engine or version; they are named, no more.
 */
export const looksStateSchema = z.strictObject({
  mode: z.enum(["once", "sequential"]),
  tuned_for: z.int().nullable(),
  unit: z.string().default("cluster"),
  number: z.int().min(1),
  is_guaranteed: z.boolean(),
  flaw: z.enum(lookFlaws).nullable().default(null),
  earlier: z.array(earlierLookSchema),
  other_engines: z.array(earlierLookSchema),
});

/** What a look saw: its encounters and answers as digests, and a sample of the encounters' hashes to tell overlap by. */
export const frameSchema = z.strictObject({
  encounters: z.int().min(0),
  digest: z.string(),
  answers: z.string(),
  sample: z.array(z.string()),
});

/**
 * One line of `looks.ndjson`: a verdict that was made in the run's folder, kept for good. `at`: when, ISO 8601. `seed`, and
 * `adjudication`, the digest of the reviews that `true.*` figures were made of, null for none: by what chance entered.
 */
export const lookRecordSchema = z.strictObject({
  at: z.string(),
  run: z.string(),
  engine: z.string(),
  version: z.array(z.string()),
  frame: frameSchema.nullable(),
  seed: z.int().nullable(),
  adjudication: z.string().nullable(),
  mode: z.enum(["once", "sequential"]),
  tuned_for: z.int().nullable(),
  confidence: z.number(),
  verdict: z.enum(verdicts),
});

/**
 * `reasons` says in plain sentences why the verdict is what it is, the weightiest first; `notes` what a reader
 * must know beside them.
 */
export const verdictSchema = z.strictObject({
  schema: z.literal(verdictSchemaName),
  run: z.string(),
  verdict: z.enum(verdicts),
  reasons: z.array(z.string()),
  notes: z.array(z.string()).default([]),
  confidence: z.number(),
  looks: looksStateSchema.nullable().default(null),
  benchmarks: z.array(benchmarkResultSchema),
});

export type VerdictWord = (typeof verdicts)[number];
export type Outcome = (typeof outcomes)[number];
export type WaiverState = z.infer<typeof waiverStateSchema>;
export type BenchmarkResult = z.infer<typeof benchmarkResultSchema>;
export type EarlierLook = z.infer<typeof earlierLookSchema>;
export type LooksState = z.infer<typeof looksStateSchema>;
export type LookFlaw = (typeof lookFlaws)[number];
export type LookRecord = z.infer<typeof lookRecordSchema>;
export type Frame = z.infer<typeof frameSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
