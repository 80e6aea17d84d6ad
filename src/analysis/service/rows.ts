import { z } from "zod";

const number = z.number().nullable();
const text = z.string().nullable();

export const countsRow = z.strictObject({
  responses: z.number(),
  failed: z.number(),
  cached: z.number(),
  in_files: z.number(),
  served: z.number(),
  attempts: z.number(),
  timeouts: z.number(),
  retries: z.number(),
  latencies: z.number(),
  latencies_open: z.number(),
  turnarounds: z.number(),
  turnarounds_open: z.number(),
  answers: z.number(),
  by_answers: z.number(),
  by_scenario: z.number(),
  untold: z.number(),
  nameless: z.number(),
  is_one_price: z.boolean(),
  currencies: z.number(),
  first_currency: text,
  last_currency: text,
  input_told: z.number(),
  output_told: z.number(),
});

export const rankRow = z.strictObject({ rank: z.number(), ms: number });
export const longestRow = z.strictObject({ ms: number });
export const latenessRow = z.strictObject({ paced: z.number(), late_p99_ms: number, late_max_ms: number });
export const askedRow = z.strictObject({ asked_us: z.number() });

export const laneRow = z.strictObject({
  mode: z.enum(["batch", "realtime", "files"]),
  responses: z.number(),
  failed: z.number(),
  cached: z.number(),
  attempts: z.number(),
  timeouts: z.number(),
  p50: number,
  p90: number,
  p95: number,
  p99: number,
  max: number,
});

export const binRow = z.strictObject({
  bin: z.number(),
  from: z.string(),
  responses: z.number(),
  failed: z.number(),
  p50: number,
  p95: number,
  p99: number,
});

/** Counts of responses, attempts, durations and what answers tell of their cost; see `counts.sql`. */
export type Counts = z.infer<typeof countsRow>;
