import { z } from "zod";
import { sliceSchema } from "./figure.ts";

export const trendSchemaName = "shadowbench.trend/1";

const count = z.int().min(0);
const number = z.number().nullable();
const directions = ["worse", "better", "other"] as const;

/** One run of the trend. `folder` is how it was named on the command line. */
export const trendRunSchema = z.strictObject({
  run: z.string(),
  folder: z.string(),
  results_sha256: z.string(),
  engine: z.string(),
  version: z.array(z.string()),
  dataset: z.string(),
  provenance: z.string(),
  encounters: count,
  undated: count,
  complete: z.boolean(),
  incomplete_because: z.array(z.string()),
});

/** One point of every chart: an ISO week of the run, or a run. `versions`: of the engine's responses there. */
export const trendPeriodSchema = z.strictObject({
  name: z.string(),
  encounters: count,
  in_base: z.boolean(),
  versions: z.array(z.strictObject({ version: z.string().nullable(), responses: count })),
});

/**
 * One figure at one point. `lower`, `upper`: its own interval; `lower_limit`, `upper_limit`: control limits around
 * `centre`, the line held against here; null where there are none. `p` two-sided; `signal` where it lies beyond a limit.
 */
export const trendPointSchema = z.strictObject({
  period: z.string(),
  value: number,
  lower: number,
  upper: number,
  encounters: count,
  clusters: count,
  numerator: number,
  denominator: number,
  centre: number,
  lower_limit: number,
  upper_limit: number,
  p: number,
  signal: z.enum(directions).nullable(),
  note: z.string().nullable(),
});

const levelSchema = z.strictObject({ value: number, lower: number, upper: number });

/**
 * The best split of a series: `period` is the first after it. `difference` = after − before, with its interval.
 * `design_effect`: of the whole series, where patients who come back in another week widen it. `p` before Holm.
 */
export const changePointSchema = z.strictObject({
  period: z.string(),
  before: levelSchema,
  after: levelSchema,
  difference: number,
  lower: number,
  upper: number,
  design_effect: z.number(),
  statistic: z.number(),
  p: z.number(),
  is_flagged: z.boolean(),
  signal: z.enum(directions),
});

/**
 * One figure over all points. `centre`: its value over the base period; `design_effect`: variance of a point over the
 * binomial one, `design_effect_method` how it was found; `note`: why there are no limits or no change point.
 */
export const trendSeriesSchema = z.strictObject({
  family: z.enum(["run", "slices"]),
  metric: z.string(),
  system: z.string().nullable(),
  slice: sliceSchema.nullable(),
  centre: number,
  design_effect: number,
  design_effect_method: z.enum(["binomial", "estimated", "greatest"]).nullable(),
  points: z.array(trendPointSchema),
  change: changePointSchema.nullable(),
  note: z.string().nullable(),
});

/** A category whose share moved; `share` at the point, `base_share` in the base period. */
export const movedCategorySchema = z.strictObject({
  category: z.string(),
  share: z.number(),
  base_share: z.number(),
});

/**
 * The mix of codes of one side at one point against the base period (without the point, where it is part of it).
 *
 * - `stability`: population stability index; `expected`: what it comes to where nothing drifted.
 * - `mark`: the usual words for it; `p`, `q` test it with the patients' clustering; `is_flagged` at q ≤ 0.05.
 */
export const trendMixSchema = z.strictObject({
  side: z.enum(["engine", "reference"]),
  system: z.string(),
  period: z.string(),
  codes: count,
  base_codes: count,
  categories: count,
  stability: number,
  expected: number,
  mark: z.enum(["small", "moderate", "large"]).nullable(),
  design_effect: number,
  p: number,
  q: number,
  is_flagged: z.boolean(),
  moved: z.array(movedCategorySchema),
  note: z.string().nullable(),
});

/** One family of tests: `level` is that of its single test (limits) or of Holm's procedure (change); `z` the normal quantile. */
export const trendFamilySchema = z.strictObject({
  test: z.enum(["limits", "change"]),
  family: z.enum(["run", "slices"]),
  tests: count,
  false_alarm_rate: z.number(),
  level: z.number(),
  z: z.number(),
});

/** Something that the trend found, with a sentence that says it. */
export const trendSignalSchema = z.strictObject({
  kind: z.enum(["limit", "change", "mix"]),
  signal: z.enum(directions),
  metric: z.string().nullable(),
  system: z.string().nullable(),
  slice: sliceSchema.nullable(),
  side: z.enum(["engine", "reference"]).nullable(),
  period: z.string(),
  text: z.string(),
});

/** What `shadowbench trend` found: figures by week or run, limits, change points and drift of the code mix. */
export const trendSchema = z.strictObject({
  schema: z.literal(trendSchemaName),
  verdict: z.enum(["worse", "nothing-worse", "incomplete"]),
  by: z.enum(["week", "run"]),
  confidence: z.number(),
  false_alarm_rate: z.number(),
  seed: z.int(),
  draws: count,
  unit: z.string(),
  base: z.array(z.string()),
  runs: z.array(trendRunSchema),
  periods: z.array(trendPeriodSchema),
  families: z.array(trendFamilySchema),
  signals: z.array(trendSignalSchema),
  series: z.array(trendSeriesSchema),
  mix: z.array(trendMixSchema),
  notes: z.array(z.string()),
});

export type Trend = z.infer<typeof trendSchema>;
export type TrendRun = z.infer<typeof trendRunSchema>;
export type TrendPeriod = z.infer<typeof trendPeriodSchema>;
export type TrendSeries = z.infer<typeof trendSeriesSchema>;
export type TrendPoint = z.infer<typeof trendPointSchema>;
export type ChangePoint = z.infer<typeof changePointSchema>;
export type TrendMix = z.infer<typeof trendMixSchema>;
export type TrendFamily = z.infer<typeof trendFamilySchema>;
export type TrendSignal = z.infer<typeof trendSignalSchema>;
export type TrendDirection = TrendSignal["signal"];
