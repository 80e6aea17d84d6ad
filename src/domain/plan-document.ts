import { z } from "zod";
import { sliceSchema } from "./figure.ts";
import { benchmarkResultSchema } from "./verdict.ts";

export const planSchemaName = "shadowbench.plan/1";

const count = z.int().min(0).nullable();
const number = z.number().nullable();
const probability = z.number().min(0).max(1);

/** What of the site a benchmark counts; each kind has a weekly volume of its own. */
export const countedKinds = ["encounters", "doubly-coded", "adjudicated"] as const;

/** Where a number of the plan comes from. */
export const planSources = ["option", "benchmark", "pilot", "scenario", "assumed"] as const;

const source = z.enum(planSources).nullable();

/** The chance that the gate says met, with so many encounters in the figure. */
export const powerPointSchema = z.strictObject({ encounters: z.int().min(1), power: probability });

/** Encounters in the figure at another true value: threshold + `way` × (expected − threshold). */
export const marginRowSchema = z.strictObject({
  way: z.number(),
  value: z.number(),
  encounters_80: count,
  encounters_90: count,
});

/**
 * `expected` is the true value reckoned with: of the difference, this run less the other, where the requirement is
 * relative. `encounters_80`, `encounters_90`: those that must enter the figure for 80 and 90 % power; `site_80`,
 * `site_90` the site's encounters of the kind `counts` that this takes, and `weeks_80`, `weeks_90` the whole weeks.
 * `share`: how many of the site's encounters of that kind enter the figure. `units_per_encounter`: what the figure
 * counts in each, codes or the encounter itself. Null: cannot be told; `note` says why.
 */
export const plannedBenchmarkSchema = z.strictObject({
  name: z.string().nullable(),
  metric: z.string(),
  system: z.string().nullable(),
  slice: sliceSchema.nullable(),
  each: z.string().nullable(),
  level: z.enum(["block", "warn"]),
  requirement: benchmarkResultSchema.shape.requirement,
  counts: z.enum(countedKinds),
  expected: number,
  expected_from: source,
  design_effect: number,
  design_effect_from: source,
  units_per_encounter: number,
  units_per_encounter_from: source,
  share: number,
  encounters_80: count,
  encounters_90: count,
  site_80: count,
  site_90: count,
  weeks_80: count,
  weeks_90: count,
  curve: z.array(powerPointSchema),
  at_sizes: z.array(powerPointSchema),
  margins: z.array(marginRowSchema),
  note: z.string().nullable(),
});

/** A weekly volume of the site. */
export const volumesSchema = z.strictObject({
  encounters: number,
  "doubly-coded": number,
  adjudicated: number,
});

const togetherCounts = { encounters_80: count, encounters_90: count, weeks_80: count, weeks_90: count };

/** The same for the blocking benchmarks `names` that count doubly coded or adjudicated encounters alone. */
export const togetherApartSchema = z.strictObject({
  counts: z.enum(countedKinds),
  names: z.array(z.string()),
  ...togetherCounts,
});

/**
 * When all blocking benchmarks that count encounters are met together, at the least; null with the reason. `apart`:
 * those that count others, a kind each; `left_out`: names of blocking benchmarks that no number could be told for.
 */
export const togetherSchema = z.strictObject({
  ...togetherCounts,
  note: z.string().nullable(),
  apart: z.array(togetherApartSchema),
  left_out: z.array(z.string()),
});

/** How many encounters a shadow period needs, benchmark by benchmark; `assumptions` in plain sentences. */
export const planDocumentSchema = z.strictObject({
  schema: z.literal(planSchemaName),
  scenario: z.string(),
  confidence: z.number(),
  looks: z.strictObject({ mode: z.enum(["once", "sequential"]), tuned_for: z.int().nullable() }),
  pilot: z
    .strictObject({
      run: z.string(),
      engine: z.string(),
      version: z.array(z.string()),
      dataset: z.string(),
      provenance: z.string(),
      encounters: z.int(),
      complete: z.boolean(),
    })
    .nullable(),
  per_week: volumesSchema,
  assumptions: z.array(z.string()),
  together: togetherSchema,
  benchmarks: z.array(plannedBenchmarkSchema),
});

export type CountedKind = (typeof countedKinds)[number];
export type PlanSource = (typeof planSources)[number];
export type PowerPoint = z.infer<typeof powerPointSchema>;
export type MarginRow = z.infer<typeof marginRowSchema>;
export type PlannedBenchmark = z.infer<typeof plannedBenchmarkSchema>;
export type PlannedTogether = z.infer<typeof togetherSchema>;
export type Volumes = z.infer<typeof volumesSchema>;
export type PlanDocument = z.infer<typeof planDocumentSchema>;
