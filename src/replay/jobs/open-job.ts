import { z } from "zod";

/** One line of `jobs.ndjson`: a request that the engine took in, to be polled. Times as in the journal. */
export const openJobSchema = z.strictObject({
  request_id: z.string(),
  encounter_id: z.string(),
  place: z.string(),
  submitted_at: z.string(),
  mode: z.enum(["batch", "realtime"]),
  attempts: z.int(),
  timeouts: z.int(),
  latency_ms: z.number(),
  intended_at: z.string().nullable(),
  late_ms: z.number().nullable(),
});

export type OpenJob = z.infer<typeof openJobSchema>;
