import { z } from "zod";

export const runManifestSchemaName = "shadowbench.run/1";
export const runStatuses = ["replaying", "interrupted", "replayed", "analyzed"] as const;

/** Digests of the parts of a scenario that each stage depends on; a stage refuses a run whose part differs. */
export const stageDigestsSchema = z.strictObject({ replay: z.string(), analysis: z.string() });

export const runManifestSchema = z.strictObject({
  schema: z.literal(runManifestSchemaName),
  run: z.string(),
  tool_version: z.string(),
  node_version: z.string(),
  scenario: z.strictObject({
    name: z.string(),
    file: z.string(),
    sha256: z.string(),
    stages: stageDigestsSchema,
  }),
  dataset: z.strictObject({
    name: z.string(),
    version: z.string(),
    folder: z.string(),
  }),
  tables: z.array(
    z.strictObject({
      table: z.string(),
      file: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      rows: z.int().nullable(),
    }),
  ),
  engine: z.strictObject({ kind: z.string(), name: z.string(), version: z.array(z.string()) }),
  code_tables: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  library: z
    .array(z.strictObject({ id: z.string(), kind: z.string(), name: z.string(), sha256: z.string() }))
    .default([]),
  seed: z.int(),
  status: z.enum(runStatuses),
  shard: z.string().nullable(),
  results_sha256: z.string().nullable(),
  service_sha256: z.string().nullable(),
  encounters: z.int().nullable(),
  /** The scenario that the gate was last given, where it is not the run's own; relative to the folder. */
  gated_by: z.string().nullable().default(null),
  sessions: z.array(
    z.strictObject({
      started_at: z.string(),
      finished_at: z.string().nullable(),
      asked: z.int(),
      replay_ms: z.number().nullable(),
    }),
  ),
});

export type RunManifest = z.infer<typeof runManifestSchema>;
export type StageDigests = z.infer<typeof stageDigestsSchema>;
