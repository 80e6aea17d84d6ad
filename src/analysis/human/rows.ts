import { z } from "zod";

const big = z.bigint();

export const humanRow = z.strictObject({
  scope_ix: z.number(),
  system_ix: z.number().nullable(),
  metric: z.string(),
  a_y: big,
  a_x: big,
  a_yy: big,
  a_xy: big,
  a_xx: big,
  a_clusters: z.number(),
  a_yes: z.number(),
  a_no: z.number(),
  a_encounters: z.number(),
  b_y: big,
  b_x: big,
  b_yy: big,
  b_xy: big,
  b_xx: big,
  b_clusters: z.number(),
  yayb: big,
  yaxb: big,
  xayb: big,
  xaxb: big,
  clusters: z.number(),
  changed: z.number(),
  encounters: z.number(),
});

export type HumanRow = z.infer<typeof humanRow>;
