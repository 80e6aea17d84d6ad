import { z } from "zod";
import { figureSchema } from "./figure.ts";

export const serviceSchemaName = "shadowbench.service/1";

/** What differs from run to run: latency, throughput, retries. Figures have the form of `results.json`. */
export const serviceSchema = z.strictObject({
  schema: z.literal(serviceSchemaName),
  measured: z.boolean(),
  responses: z.int().min(0),
  attempts: z.int().min(0),
  retries: z.int().min(0),
  wall_ms: z.number().nullable(),
  encounters_per_second: z.number().nullable(),
  figures: z.array(figureSchema),
});

export type Service = z.infer<typeof serviceSchema>;
