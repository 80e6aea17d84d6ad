import { z } from "zod";
import { automationSpecSchema, planSpecSchema, reviewSpecSchema } from "../domain/automation-spec.ts";
import { type Gate, gateSpecSchema } from "../domain/benchmark.ts";
import { costSpecSchema } from "../domain/cost-spec.ts";
import { engineSpecSchema } from "../domain/engine-spec.ts";
import { replaySpecSchema } from "../domain/replay-spec.ts";
import { referenceSpecSchema, scopeFilterSchema } from "../domain/scope-spec.ts";
import { sendSpecSchema } from "../domain/send-spec.ts";

export const scenarioSchemaName = "shadowbench.scenario/1";

/** One YAML file: which dataset is replayed through which engine, what is compared, and what must hold. */
export const scenarioSchema = z.strictObject({
  schema: z.literal(scenarioSchemaName),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/i, "letters, digits, dot, dash and underscore only"),
  dataset: z.string().min(1),
  include: scopeFilterSchema.default({}),
  exclude: scopeFilterSchema.default({}),
  systems: z.array(z.string().min(1)).min(1).optional(),
  reference: referenceSpecSchema.prefault({}),
  engine: engineSpecSchema,
  send: sendSpecSchema.prefault({}),
  replay: replaySpecSchema.prefault({}),
  cost: costSpecSchema.optional(),
  slices: z.array(z.string().min(1)).default([]),
  automation: automationSpecSchema.optional(),
  review: reviewSpecSchema.prefault({}),
  plan: planSpecSchema.optional(),
  gate: gateSpecSchema.optional(),
  seed: z.int().min(0).max(4_294_967_295).default(7),
});

/** A scenario as it is written. */
export type ScenarioSpec = z.infer<typeof scenarioSchema>;

/** A scenario whose gate holds the benchmarks of the files it extends, and its defaults. */
export type Scenario = Omit<ScenarioSpec, "gate"> & { readonly gate?: Gate | undefined };
