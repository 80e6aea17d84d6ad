import { z } from "zod";
import { toDouble } from "../../stats/fraction.ts";
import { fixedPoint } from "../moments-row.ts";

const sum = z.bigint();
const inUnits = sum.transform((units) => toDouble(units, fixedPoint));
const moments = { y: sum, x: sum, yy: sum, xy: sum, xx: sum, clusters: z.number() };

/** Encounters of a slice, of its tested half, and of both with a confidence; `days` null unless dates are real. */
export const sizeRow = z.strictObject({
  slice_ix: z.number(),
  value: z.string().nullable(),
  encounters: z.number(),
  tested: z.number(),
  confident: z.number(),
  tested_confident: z.number(),
  days: z.number().nullable(),
});
export type SizeRow = z.infer<typeof sizeRow>;

/** A threshold that is tried, with the moments of the risk it would let through: y errors of x accepted. */
export const candidateRow = z.strictObject({
  slice_ix: z.number(),
  confidence: z.number(),
  ...moments,
  yes: z.number(),
  no: z.number(),
});
export type CandidateRow = z.infer<typeof candidateRow>;

export const levelRow = z.strictObject({
  kind: z.enum(["codes", "encounters"]),
  system_ix: z.number().nullable(),
  level: z.number(),
  answers: z.number(),
  correct: z.number(),
  confidence: inUnits,
  squared: inUnits,
});
export type LevelRow = z.infer<typeof levelRow>;

export const binMomentsRow = z.strictObject({ bin_ix: z.number(), ...moments });
export type BinMomentsRow = z.infer<typeof binMomentsRow>;

export const unratedRow = z.strictObject({ system_ix: z.number(), answers: z.number(), rated: z.number() });
export type UnratedRow = z.infer<typeof unratedRow>;
