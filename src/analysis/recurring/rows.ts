import { z } from "zod";
import { recurringErrorSchema } from "../../domain/error-tables.ts";

const count = z.number();
const text = z.string().nullable();
const errorClass = recurringErrorSchema.shape.class;
const kind = z.enum(["reference", "engine", "matched", "first", "compared", "exempt"]);

/** What an encounter must hold for an error to be possible in it; opportunity-counts.sql says what each means. */
export type OpportunityKind = z.infer<typeof kind>;

export const familyRow = z.strictObject({ family_ix: count, family_size: count });

export const overlapRow = z.strictObject({
  family_ix: count,
  hits: count,
  drawn: count,
  marked: count,
  total: count,
  candidates: count,
});

export const significantRow = z.strictObject({
  family_ix: count,
  first_ix: count,
  second_ix: count,
  hits: count,
  drawn: count,
  marked: count,
  total: count,
  p: count,
  q: count,
});

export const pairRow = z.strictObject({
  system_ix: count,
  class: errorClass,
  from_ix: count,
  to_ix: count,
  encounters: count,
  drawn: count,
  marked: count,
  total: count,
  p: count,
  q: count,
});

export const singleRow = z.strictObject({
  system_ix: count,
  class: errorClass,
  kind,
  code_ix: count,
  hits: count,
  drawn: count,
  unmatched: count.nullable(),
  marked: count,
  total: count,
  unmatched_marked: count.nullable(),
  family_size: count,
});

export const factRow = z.strictObject({
  error_ix: count,
  system: z.string(),
  class: errorClass,
  kind,
  from_code: text,
  to_code: text,
  usual_code: text,
  usual_encounters: z.number().nullable(),
  is_coder_invalid: z.boolean(),
  is_engine_invalid: z.boolean(),
  from_title: text,
  to_title: text,
  detail: text,
  encounters: count,
  opportunities: count,
  unanswered: count,
  assignments: count,
  weeks: count,
  weeks_of: count,
  first_week: count.nullable(),
  last_week: count.nullable(),
  weight: z.bigint().nullable(),
  cents: z.bigint().nullable(),
  base_rate: count.nullable(),
});

export const exampleRow = z.strictObject({ error_ix: count, encounter_id: z.string() });

export type Significant = z.infer<typeof significantRow>;
export type Fact = z.infer<typeof factRow>;
export type ErrorClassName = z.infer<typeof errorClass>;
