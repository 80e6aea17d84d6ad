import { z } from "zod";
import { recurringErrorSchema } from "./error-tables.ts";
import { sliceSchema } from "./figure.ts";

export const comparisonSchemaName = "shadowbench.comparison/1";

const number = z.number().nullable();
const text = z.string().nullable();
const count = z.int().min(0);
const errorClass = recurringErrorSchema.shape.class;

/** One of the two runs, without anything that differs from one execution to the next. */
export const comparedRunSchema = z.strictObject({
  run: z.string(),
  scenario: z.string(),
  engine: z.strictObject({ kind: z.string(), name: z.string(), version: z.array(z.string()) }),
  tool_version: z.string(),
  results_sha256: z.string(),
  complete: z.boolean(),
  incomplete_because: z.array(z.string()),
});

/**
 * One figure of both runs over the same encounters.
 *
 * - `difference`: b less a; `lower` and `upper` two-sided at the document's confidence, `se` and `df` of its variance.
 * - `p`: two-sided, that the runs are alike; `method` says how. Null where it was not tested.
 * - `p_holm`: adjusted over the main figures of the whole run, null for all others.
 * - `q`: Benjamini–Hochberg over the main figures of all slices, null outside that family.
 * - `direction`: proved better or worse at .05 by `p_holm` or `q`; null where nothing is proved, or neither is better.
 * - `clusters`: with anything in either run; `changed` of them have other sums in b.
 * - `note`: why something is null.
 */
export const comparedFigureSchema = z.strictObject({
  metric: z.string(),
  system: text,
  slice: sliceSchema.nullable(),
  a: number,
  b: number,
  difference: number,
  lower: number,
  upper: number,
  se: number,
  df: number,
  p: number,
  p_holm: number,
  q: number,
  direction: z.enum(["better", "worse"]).nullable(),
  method: text,
  encounters: count.nullable(),
  clusters: count.nullable(),
  changed: count.nullable(),
  note: text,
});

/**
 * One code, in encounters. `found_a`, `found_b` of `reference` encounters; `lost` and `gained` are those that only a,
 * only b found. `extra_a`, `extra_b`: given though the reference lacks it; `added` and `dropped` are those that only b,
 * only a gave. `net`: gained + dropped − lost − added. `p` by sign flips of patients' nets, `q` over the codes of the
 * system with at least six patients whose net is not 0.
 */
export const codeFlipSchema = z.strictObject({
  system: z.string(),
  code: z.string(),
  reference: count,
  found_a: count,
  found_b: count,
  lost: count,
  gained: count,
  extra_a: count,
  extra_b: count,
  added: count,
  dropped: count,
  net: z.int(),
  p: z.number(),
  q: number,
  direction: z.enum(["better", "worse"]).nullable(),
});

/** A recurring error of either run by its stable id, with the encounters it occurs in, reported there or not. */
export const comparedErrorSchema = z.strictObject({
  id: z.string(),
  state: z.enum(["fixed", "new", "still"]),
  system: z.string(),
  class: errorClass,
  from: text,
  to: text,
  from_title: text,
  to_title: text,
  encounters_a: count,
  encounters_b: count,
});

/**
 * Unmatched assignments of one class: `fixed` in a alone, `new` in b alone, `still` in both as that class, `left` and
 * `entered` in both under another class before or after. a = fixed + still + left, b = new + still + entered.
 */
export const comparedClassSchema = z.strictObject({
  system: z.string(),
  class: errorClass,
  a: count,
  b: count,
  fixed: count,
  new: count,
  still: count,
  left: count,
  entered: count,
});

/** Encounters by whether their code sets are exactly the reference's; two empty sets are. Some ids of each change. */
export const exactFlipSchema = z.strictObject({
  system: z.string(),
  both: count,
  became: count,
  stopped: count,
  neither: count,
  became_examples: z.array(z.string()),
  stopped_examples: z.array(z.string()),
});

/** The rows of every table of a comparison, by the table's name. */
export const comparisonRowSchemas = {
  code_flips: codeFlipSchema,
  recurring_errors: comparedErrorSchema,
  error_classes: comparedClassSchema,
  exact_flips: exactFlipSchema,
} as const;

/**
 * Two runs over the same encounters, b against a. `verdict`: `worse` where a main figure of the whole run or of a slice
 * is proved worse, else `incomplete` where a run is, else `not-worse`; `reasons` names what. `remarks` says what else
 * differs between the runs. `truncated` names tables that were capped and lie whole in `tables/<name>.csv`.
 */
export const comparisonSchema = z.strictObject({
  schema: z.literal(comparisonSchemaName),
  a: comparedRunSchema,
  b: comparedRunSchema,
  dataset: z.string(),
  dataset_version: z.string(),
  provenance: z.string(),
  systems: z.array(z.string()),
  unit: z.string(),
  confidence: z.number(),
  seed: z.int(),
  encounters: count,
  verdict: z.enum(["not-worse", "worse", "incomplete"]),
  reasons: z.array(z.string()),
  remarks: z.array(z.string()),
  figures: z.array(comparedFigureSchema),
  tables: z.strictObject({
    code_flips: z.array(codeFlipSchema),
    recurring_errors: z.array(comparedErrorSchema),
    error_classes: z.array(comparedClassSchema),
    exact_flips: z.array(exactFlipSchema),
  }),
  truncated: z.array(z.strictObject({ table: z.string(), rows: count, shown: count })),
});

export type ComparedRun = z.infer<typeof comparedRunSchema>;
export type ComparedFigure = z.infer<typeof comparedFigureSchema>;
export type CodeFlip = z.infer<typeof codeFlipSchema>;
export type ComparedError = z.infer<typeof comparedErrorSchema>;
export type ComparedClass = z.infer<typeof comparedClassSchema>;
export type ExactFlip = z.infer<typeof exactFlipSchema>;
export type ComparisonTables = Comparison["tables"];
export type Comparison = z.infer<typeof comparisonSchema>;
