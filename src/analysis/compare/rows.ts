import { z } from "zod";

const sum = z.bigint();

export const pairedRow = z.strictObject({
  metric_ix: z.number(),
  scope_ix: z.number(),
  system_ix: z.number(),
  ya: sum,
  xa: sum,
  yb: sum,
  xb: sum,
  yaya: sum,
  xaya: sum,
  xaxa: sum,
  ybyb: sum,
  xbyb: sum,
  xbxb: sum,
  yayb: sum,
  yaxb: sum,
  xayb: sum,
  xaxb: sum,
  clusters: z.number(),
  changed: z.number(),
  encounters: z.number(),
});

export const flipRow = z.strictObject({
  metric_ix: z.number(),
  system_ix: z.number(),
  dy: z.number(),
  dx: z.number(),
  clusters: z.number(),
});

export type PairedRow = z.infer<typeof pairedRow>;
export type FlipRow = z.infer<typeof flipRow>;
