import type { z } from "zod";

/** Every public file format by the name that `shadowbench schema` knows it by. */
export const publicSchemas: Readonly<Record<string, () => Promise<z.ZodType>>> = {
  scenario: async () => (await import("../scenario/schema.ts")).scenarioSchema,
  dataset: async () => (await import("../dataset/manifest.ts")).datasetManifestSchema,
  "engine-request": async () => (await import("../domain/engine-protocol.ts")).engineRequestSchema,
  "engine-answer": async () => (await import("../domain/engine-protocol.ts")).engineAnswerSchema,
  journal: async () => (await import("../domain/journal-line.ts")).journalLineSchema,
  run: async () => (await import("../domain/run-manifest.ts")).runManifestSchema,
  results: async () => (await import("../domain/results.ts")).resultsSchema,
  service: async () => (await import("../domain/service.ts")).serviceSchema,
  verdict: async () => (await import("../domain/verdict.ts")).verdictSchema,
};
