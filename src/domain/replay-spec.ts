import { z } from "zod";

const perSecond = z.number().positive().max(100_000);
const longestMs = 7 * 24 * 3_600_000;

/**
 * When requests leave in an open loop, whatever the engine does. `signed_at`: at the spacing of the encounters'
 * `signed_at`, `speed` times as fast; `rate`: evenly; `poisson`: at random, drawn from the scenario's seed.
 */
export const arrivalsSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("signed_at"), speed: z.number().positive().default(1) }),
  z.strictObject({ by: z.literal("rate"), per_second: perSecond }),
  z.strictObject({ by: z.literal("poisson"), per_second: perSecond }),
]);

/** Requests in flight at once in a closed loop: a number, or a limit that is found between 1 and `at_most`. */
export const concurrencySchema = z.union([
  z.int().min(1).max(1024),
  z.strictObject({ start: z.int().min(1).max(1024).default(4), at_most: z.int().min(1).max(1024) }),
]);

/**
 * How the engine is asked. Times in milliseconds; `retries` come after the first attempt.
 *
 * - `mode`: `batch` (closed loop), `realtime` (open loop by `arrivals`), `hybrid` (batch, and beside it `probe.share`
 *   of the encounters in an open loop by `probe.arrivals`).
 * - `timeout_ms` ends one attempt, `deadline_ms` all attempts at one encounter (from the first on),
 *   `session_deadline_ms` the session.
 * - `rate_limit`: no more requests a second leave, retries and polls included.
 * - `order`: `patient` asks a patient's encounters one after another in the order of their dates.
 * - `error_budget`: the session stops once more than `share` of at least `after` final responses failed.
 * - `circuit`: after so many attempts in a row that got nothing, none leaves but one probe after `probe_after_ms`
 *   (doubled each time, at most a minute); away for `give_up_after_ms`, the session stops.
 * - `cache`: a folder, relative to the scenario, whose answers are not asked for again.
 */
export const replaySpecSchema = z
  .strictObject({
    mode: z.enum(["batch", "realtime", "hybrid"]).default("batch"),
    concurrency: concurrencySchema.default(8),
    arrivals: arrivalsSchema.optional(),
    probe: z.strictObject({ share: z.number().gt(0).lt(1), arrivals: arrivalsSchema }).optional(),
    in_flight_at_most: z.int().min(1).max(60_000).default(10_000),
    rate_limit: z.strictObject({ per_second: perSecond }).optional(),
    order: z.enum(["encounter", "patient"]).default("encounter"),
    repeats: z.int().min(1).max(20).default(1),
    timeout_ms: z.int().min(1).max(3_600_000).default(30_000),
    deadline_ms: z.int().min(1).max(longestMs).optional(),
    session_deadline_ms: z.int().min(1).max(longestMs).optional(),
    retries: z.int().min(0).max(20).default(3),
    backoff_ms: z.int().min(0).max(600_000).default(500),
    error_budget: z
      .strictObject({ share: z.number().min(0).max(1), after: z.int().min(1).default(200) })
      .default({ share: 0.5, after: 200 }),
    circuit: z
      .strictObject({
        failures: z.int().min(1).default(100),
        probe_after_ms: z.int().min(1).max(60_000).default(1000),
        give_up_after_ms: z.int().min(1).max(longestMs).default(600_000),
      })
      .prefault({}),
    cache: z.string().min(1).optional(),
  })
  .superRefine((spec, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: "custom", path: [key], message });
    const { mode } = spec;
    if (mode === "realtime" && spec.arrivals === undefined)
      refuse("mode", "realtime needs arrivals, such as {by: rate, per_second: 5}");
    if (mode !== "realtime" && spec.arrivals !== undefined)
      refuse("arrivals", `arrivals are for mode realtime; the mode is ${mode}`);
    if (mode === "hybrid" && spec.probe === undefined)
      refuse("mode", "hybrid needs probe, such as {share: 0.05, arrivals: {by: poisson, per_second: 2}}");
    if (mode !== "hybrid" && spec.probe !== undefined)
      refuse("probe", `probe is for mode hybrid; the mode is ${mode}`);
    if (mode === "realtime" && spec.order === "patient")
      refuse("order", "in real time the arrivals decide the order");
    if (mode !== "batch" && spec.cache !== undefined)
      refuse("cache", "an answer from the cache has no latency: the cache is for mode batch");
  });

export type ReplaySpec = z.infer<typeof replaySpecSchema>;
export type Arrivals = z.infer<typeof arrivalsSchema>;
export type Concurrency = z.infer<typeof concurrencySchema>;
