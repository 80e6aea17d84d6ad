import type { Benchmark } from "../../src/domain/benchmark.ts";
import { benchmarkSchema } from "../../src/domain/benchmark.ts";
import { type Figure, figureSchema } from "../../src/domain/figure.ts";
import { type Results, resultsSchema, resultsSchemaName } from "../../src/domain/results.ts";
import { type Service, serviceSchema, serviceSchemaName } from "../../src/domain/service.ts";

/** Recall with 912 of 1,000 codes found, over 250 single-encounter patients, codes as if independent. */
export function figureOf(changes: Partial<Figure> = {}): Figure {
  return figureSchema.parse({
    metric: "codes.recall",
    system: "ICD-10-CM",
    slice: null,
    value: 0.912,
    lower: 0.893,
    upper: 0.928,
    confidence: 0.95,
    method: "linearised, clustered by encounter",
    scale: "logit",
    se: Math.sqrt((0.912 * 0.088) / 1000),
    df: 249,
    n_effective: 230,
    rare_clusters: 71,
    numerator: 912,
    denominator: 1000,
    encounters: 250,
    clusters: 250,
    note: null,
    ...changes,
  });
}

/** `hits` of `n` encounters, each a patient of its own. */
export function proportionOf(hits: number, n: number, changes: Partial<Figure> = {}): Figure {
  const counts = { numerator: hits, denominator: n, encounters: n, clusters: n, n_effective: n, df: n - 1 };
  return figureOf({
    metric: "encounters.exact_match",
    value: hits / n,
    scale: "binomial",
    rare_clusters: Math.min(hits, n - hits),
    ...counts,
    ...changes,
  });
}

/** A complete run that holds these figures. */
export function resultsOf(figures: readonly Figure[], run: Partial<Results["run"]> = {}): Results {
  return resultsSchema.parse({
    schema: resultsSchemaName,
    run: {
      scenario: "vendor-a-pilot",
      scenario_digest: "0",
      dataset: "community-hospital",
      dataset_version: "1",
      provenance: "synthetic",
      tables: [],
      engine: {
        kind: "recorded",
        name: "vendor-a",
        version: ["3.2"],
        answered_versions: [{ version: "3.2", responses: 250 }],
      },
      reference: { role: "final", sources: null },
      systems: ["ICD-10-CM", "CPT"],
      slices: ["payer"],
      unit: "patient",
      seed: 7,
      confidence: 0.95,
      tool_version: "0.1.0",
      complete: true,
      incomplete_because: [],
      ...run,
    },
    figures,
    tables: { flow: [], responses: [], documents: [], codes: [], notices: [] },
    truncated: [],
  });
}

export function serviceOf(figures: readonly Figure[]): Service {
  return serviceSchema.parse({
    schema: serviceSchemaName,
    measured: true,
    responses: 250,
    attempts: 250,
    retries: 0,
    wall_ms: 1000,
    encounters_per_second: 250,
    figures,
  });
}

/** A benchmark on recall of ICD-10-CM unless told otherwise. */
export function benchmarkOf(changes: Record<string, unknown>): Benchmark {
  return benchmarkSchema.parse({ metric: "codes.recall", system: "ICD-10-CM", ...changes });
}
