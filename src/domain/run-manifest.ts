import { z } from "zod";

export const runManifestSchemaName = "shadowbench.run/1";
/** How a session of asking ended; every one but `complete` can be gone on with. */
export const sessionEnds = ["complete", "interrupted", "error-budget", "deadline", "engine-away"] as const;
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
  /** `i/n` for a run that holds the i-th of n parts, else null. */
  shard: z.string().nullable(),
  /** Lines that the journal had when the last session ended; fewer of them were taken out since. Null: not known. */
  responses: z.int().nullable().default(null),
  /** How often each encounter is asked. */
  repeats: z.int().min(1).default(1),
  /** The folder of kept answers, relative to this one, and how many answers came from it; null where none was used. */
  cache: z.strictObject({ folder: z.string(), hits: z.int(), stored: z.int() }).nullable().default(null),
  /** The shards that this run was merged from; empty for a run of its own. */
  merged_from: z
    .array(z.strictObject({ shard: z.string(), journal_sha256: z.string(), responses: z.int() }))
    .default([]),
  /**
   * The last drop of requests that left, and the files of answers that came, of an engine of kind `files`: `sha256`
   * is of the drop's manifest, `sent_sha256` of the list of encounters in the run's folder.
   */
  exported: z
    .strictObject({
      at: z.string(),
      requests: z.int(),
      parts: z.int(),
      sha256: z.string(),
      sent_sha256: z.string(),
    })
    .nullable()
    .default(null),
  deliveries: z
    .array(
      z.strictObject({
        at: z.string(),
        file: z.string(),
        sha256: z.string(),
        answers: z.int(),
        taken: z.int(),
      }),
    )
    .default([]),
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
      ended: z.enum(sessionEnds).default("complete"),
      /** The shard whose session it was, in a merged run. */
      shard: z.string().nullable().default(null),
    }),
  ),
});

export type RunManifest = z.infer<typeof runManifestSchema>;
export type StageDigests = z.infer<typeof stageDigestsSchema>;
export type SessionEnd = (typeof sessionEnds)[number];
