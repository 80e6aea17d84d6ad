import type { z } from "zod";

/** Every public file format by the name that `shadowbench schema` knows it by. */
export const publicSchemas: Readonly<Record<string, () => Promise<z.ZodType>>> = {
  scenario: async () => (await import("../scenario/schema.ts")).scenarioSchema,
  gate: async () => (await import("../domain/benchmark.ts")).gateFileSchema,
  dataset: async () => (await import("../dataset/manifest.ts")).datasetManifestSchema,
  "engine-request": async () => (await import("../domain/engine-protocol.ts")).engineRequestSchema,
  "engine-answer": async () => (await import("../domain/engine-protocol.ts")).engineAnswerSchema,
  journal: async () => (await import("../domain/journal-line.ts")).journalLineSchema,
  export: async () => (await import("../domain/export-manifest.ts")).exportManifestSchema,
  run: async () => (await import("../domain/run-manifest.ts")).runManifestSchema,
  results: async () => (await import("../domain/results.ts")).resultsSchema,
  service: async () => (await import("../domain/service.ts")).serviceSchema,
  plan: async () => (await import("../domain/plan-document.ts")).planDocumentSchema,
  comparison: async () => (await import("../domain/comparison.ts")).comparisonSchema,
  review: async () => (await import("../domain/review.ts")).reviewSampleSchema,
  "review-answers": async () => (await import("../domain/review.ts")).reviewAnswersSchema,
  verdict: async () => (await import("../domain/verdict.ts")).verdictSchema,
  trend: async () => (await import("../domain/trend.ts")).trendSchema,
};
