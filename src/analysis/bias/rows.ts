import { z } from "zod";

/** One code, or one group of a coarser level, summed over patients; `encounters` are those that it was compared in. */
export const groupRow = z.strictObject({
  group_ix: z.number(),
  level: z.enum(["code", "category", "CCSR", "HCC V24", "HCC V28"]),
  system_ix: z.number(),
  system: z.string(),
  code: z.string(),
  title: z.string().nullable(),
  encounters: z.number(),
  both_sides: z.number(),
  over_coded: z.number(),
  missed: z.number(),
  yy: z.bigint(),
  xy: z.bigint(),
  xx: z.bigint(),
  clusters: z.number(),
});

/** How many patients of a group have a net of this size, sign aside. */
export const netRow = z.strictObject({ group_ix: z.number(), magnitude: z.number(), patients: z.number() });

export type GroupRow = z.infer<typeof groupRow>;
export type NetRow = z.infer<typeof netRow>;
export type Level = GroupRow["level"];
