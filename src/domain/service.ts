import { z } from "zod";
import { figureSchema } from "./figure.ts";
import { arrivalsSchema, concurrencySchema } from "./replay-spec.ts";

export const serviceSchemaName = "shadowbench.service/1";

const number = z.number().nullable();
const count = z.int().min(0);

/** How the engine was asked, as the scenario says. `concurrency` null: nothing was asked in a closed loop. */
const askingSchema = z.strictObject({
  mode: z.enum(["batch", "realtime", "hybrid", "files"]),
  concurrency: concurrencySchema.nullable(),
  arrivals: arrivalsSchema.nullable(),
  probe_share: number,
  rate_limit: number,
  repeats: z.int().min(1),
});

/**
 * Whether requests in an open loop left when they should: `late_p99_ms` is the lateness that 1 request in 100 exceeds,
 * `limit_ms` what it may be. Where it did not keep up no latency is reported.
 */
const generatorSchema = z.strictObject({
  paced: count,
  kept_up: z.boolean(),
  late_p99_ms: z.number(),
  late_max_ms: z.number(),
  limit_ms: z.number(),
});

const serviceParts = {
  /** The `rank`-th shortest of all durations of `metric` in milliseconds; null: that request got no answer. */
  order_statistics: z.strictObject({ metric: z.string(), rank: z.int().min(1), ms: number }),
  /** Final responses of one way of asking; latencies in milliseconds, of first repeats. */
  lanes: z.strictObject({
    mode: z.enum(["batch", "realtime", "files"]),
    responses: count,
    failed: count,
    cached: count,
    attempts: count,
    timeouts: count,
    p50: number,
    p90: number,
    p95: number,
    p99: number,
    max: number,
  }),
  /** Equal parts of the time of asking, pauses between sessions left out; `after_s` from its start, in seconds. */
  over_time: z.strictObject({
    from: z.string(),
    after_s: z.number(),
    seconds: z.number(),
    responses: count,
    failed: count,
    per_second: number,
    p50: number,
    p95: number,
    p99: number,
  }),
  /** An encounter without an answer after the last retry; `attempts` of all rounds. */
  failures: z.strictObject({
    encounter_id: z.string(),
    repeat: z.int().min(1),
    error: z.string().nullable(),
    attempts: count,
  }),
};

/** What the answers cost: whose prices, in which currency. `untold`: answers without any. */
const costSchema = z.strictObject({
  currency: z.string().nullable(),
  answers: count,
  by_answers: count,
  by_scenario: count,
  untold: count,
});

/**
 * What differs from run to run: latency, throughput, retries, cost. Figures have the form of `results.json`.
 * `responses` are final ones, of which `failed` got no answer and `cached` were kept from earlier; `attempts` and
 * `timeouts` are those of every round. `generator` null: nothing was asked in an open loop; `asking` and `cost` null:
 * nothing is known of it. Of `failures` the first 50 stand here, all in `tables/failures.csv`.
 */
export const serviceSchema = z.strictObject({
  schema: z.literal(serviceSchemaName),
  measured: z.boolean(),
  responses: count,
  failed: count.default(0),
  cached: count.default(0),
  attempts: count,
  timeouts: count.default(0),
  retries: count,
  wall_ms: number,
  encounters_per_second: number,
  asking: askingSchema.nullable().default(null),
  generator: generatorSchema.nullable().default(null),
  cost: costSchema.nullable().default(null),
  figures: z.array(figureSchema),
  order_statistics: z.array(serviceParts.order_statistics).default([]),
  lanes: z.array(serviceParts.lanes).default([]),
  over_time: z.array(serviceParts.over_time).default([]),
  failures: z.array(serviceParts.failures).default([]),
});

export const failureRowSchema = serviceParts.failures;

export type Service = z.infer<typeof serviceSchema>;
export type Asking = z.infer<typeof askingSchema>;
export type Generator = z.infer<typeof generatorSchema>;
export type ServiceCost = z.infer<typeof costSchema>;
export type OrderStatistic = z.infer<typeof serviceParts.order_statistics>;
export type Lane = z.infer<typeof serviceParts.lanes>;
export type TimeBin = z.infer<typeof serviceParts.over_time>;
export type FailureRow = z.infer<typeof failureRowSchema>;
