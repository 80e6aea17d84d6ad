import { blankComparison } from "../../src/analysis/compare/compared-figures.ts";
import type { CountedMoments } from "../../src/analysis/ratio-figure.ts";
import { makeTrend } from "../../src/analysis/trend/make-trend.ts";
import { benchmarkSchema, gateDefaults } from "../../src/domain/benchmark.ts";
import { type ComparedFigure, type Comparison, comparisonSchemaName } from "../../src/domain/comparison.ts";
import type { Slice } from "../../src/domain/figure.ts";
import type { PlanDocument } from "../../src/domain/plan-document.ts";
import type { Trend } from "../../src/domain/trend.ts";
import { planGate } from "../../src/gate/plan/plan-gate.ts";
import { noPlanOptions } from "../../src/gate/plan/plan-inputs.ts";

/** 0.88 in a and so much less in b, with an interval of two points to each side. */
function compared(metric: string, fall: number, slice: Slice | null = null): ComparedFigure {
  const difference = 0 - fall;
  return {
    metric,
    system: "all",
    slice,
    ...blankComparison,
    a: 0.88,
    b: 0.88 - fall,
    difference,
    lower: difference - 0.02,
    upper: difference + 0.02,
    p: 0.0001,
    ...(slice === null ? { p_holm: 0.0016 } : { q: 0.0004 }),
    direction: fall > 0.02 ? "worse" : null,
    encounters: 400,
    clusters: 300,
    changed: 40,
  };
}

function comparedRun(version: string): Comparison["a"] {
  return {
    run: `look-${version}-0123456789ab`,
    scenario: `look-${version}`,
    engine: { kind: "recorded", name: "vendor-c", version: [version] },
    tool_version: "0.1.0",
    results_sha256: "0123456789abcdef".repeat(4),
    complete: true,
    incomplete_because: [],
  };
}

const specialties = ["cardiology", "emergency medicine", "orthopaedic surgery"] as const;

/** A comparison in which one specialty broke. */
export function makeComparison(): Comparison {
  return {
    schema: comparisonSchemaName,
    a: comparedRun("3.2"),
    b: comparedRun("3.3"),
    dataset: "hospital",
    dataset_version: "1",
    provenance: "synthetic",
    systems: ["ICD-10-CM", "CPT"],
    unit: "patient",
    confidence: 0.95,
    seed: 7,
    encounters: 400,
    verdict: "worse",
    reasons: ["specialty cardiology: recall of codes 88.0 → 48.0 %, −40.0 points (q < 0.001)"],
    remarks: [],
    figures: [
      compared("codes.recall", 0.05),
      compared("codes.f1", 0.01),
      ...specialties.map((specialty, at) => compared("codes.f1", at === 0 ? 0.4 : 0, { specialty })),
    ],
    tables: { code_flips: [], recurring_errors: [], error_classes: [], exact_flips: [] },
    truncated: [],
  };
}

function moments(hits: number, patients: number): CountedMoments {
  const [y, x] = [BigInt(hits), BigInt(patients)];
  const counted = { clusters: patients, encounters: patients, yes: hits, no: patients - hits };
  return { ...counted, y, x, yy: y, xy: y, xx: x };
}

const hitsOf = {
  "encounters.exact_match": [99, 98, 99, 99, 98, 61, 60, 62],
  "engine.error_rate": [2, 3, 2, 1, 3, 2, 2, 3],
} as const;

/** Eight weeks in which exact matches fall in the sixth, and failures do not change. */
export function makeTrendDocument(): Trend {
  const weeks = Array.from({ length: 8 }, (_, at) => 2922 + at);
  const figures = Object.entries(hitsOf).flatMap(([metric, hits]) => {
    const key = { metric, system: metric.startsWith("engine") ? null : "all", slice: null };
    const total = hits.reduce((sum, count) => sum + count, 0);
    return [
      { ...key, period: null, moments: moments(total, 800) },
      ...hits.map((count, at) => ({ ...key, period: weeks[at] ?? 0, moments: moments(count, 100) })),
    ];
  });
  return makeTrend({
    by: "week",
    runs: [
      {
        run: "live-0123456789ab",
        folder: "reports/live",
        results_sha256: "0123456789abcdef".repeat(4),
        engine: "vendor-c",
        version: ["3.2"],
        dataset: "hospital",
        provenance: "synthetic",
        encounters: 800,
        undated: 0,
        complete: true,
        incomplete_because: [],
      },
    ],
    readings: [{ periods: weeks.map((period) => ({ period, version: "3.2", encounters: 100 })), figures }],
    mix: { categories: [], runs: [[]] },
    options: { metrics: null, system: null, slice: null, base: null },
    confidence: 0.95,
    unit: "patient",
    seed: 7,
    notes: [],
  });
}

/** Two benchmarks, one with a name of its own, without a pilot. */
export function makePlan(): PlanDocument {
  const benchmarks = [
    { name: "whole charts right", metric: "encounters.exact_match", at_least: 0.95, expected: 0.98 },
    { metric: "codes.f1", no_worse_by: 0.02, relative_to: "human" },
  ];
  return planGate({
    scenario: "pilot",
    gate: {
      ...gateDefaults,
      benchmarks: benchmarks.map((benchmark) => benchmarkSchema.parse(benchmark)),
      waivers: [],
      baseline: null,
    },
    spec: { encounters_per_week: 100 },
    pilot: null,
    options: noPlanOptions,
  });
}
