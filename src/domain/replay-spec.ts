import { z } from "zod";

/** How the engine is asked. Times in milliseconds; `retries` come after the first attempt. */
export const replaySpecSchema = z.strictObject({
  mode: z.enum(["batch"]).default("batch"),
  concurrency: z.int().min(1).max(1024).default(8),
  timeout_ms: z.int().min(1).max(3_600_000).default(30_000),
  retries: z.int().min(0).max(20).default(3),
  backoff_ms: z.int().min(0).max(600_000).default(500),
});

export type ReplaySpec = z.infer<typeof replaySpecSchema>;
