import { z } from "zod";

const scopedRow = z.strictObject({ scope_ix: z.number(), system_ix: z.number() });

export const predictedRow = scopedRow.extend({
  metric: z.string(),
  y: z.bigint(),
  x: z.bigint(),
  yy: z.bigint(),
  xy: z.bigint(),
  xx: z.bigint(),
  clusters: z.number(),
});

export const clusterRow = scopedRow.extend({
  cluster_ix: z.number(),
  tp: z.number(),
  fp: z.number(),
  fn: z.number(),
  exact: z.number(),
  either: z.number(),
});

export const openRow = scopedRow.extend({
  stratum_ix: z.number(),
  either: z.number(),
  engine: z.number(),
  coder: z.number(),
});

export const unitRow = scopedRow.extend({
  stratum_ix: z.number(),
  cluster_ix: z.number(),
  both_right: z.number(),
  both_wrong: z.number(),
  engine_right: z.number(),
  engine_wrong: z.number(),
  coder_right: z.number(),
  coder_wrong: z.number(),
  missed: z.number(),
});

export type PredictedRow = z.infer<typeof predictedRow>;
export type ClusterRow = z.infer<typeof clusterRow>;
export type OpenRow = z.infer<typeof openRow>;
export type UnitRow = z.infer<typeof unitRow>;
