import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { benchmarkSchema } from "../../src/domain/benchmark.ts";
import { decideBenchmark } from "../../src/gate/decide-benchmark.ts";
import { resultsOf } from "../gate/measurements.ts";
import { type Measured, measure, type Row } from "./made-tables.ts";

const folder = join(import.meta.dirname, "../../../shared/data/codiesp-test");
const rowsSchema = z.array(z.record(z.string(), z.string()));

function readTable(file: string): readonly Row[] {
  return rowsSchema.parse(parse(readFileSync(join(folder, file)), { columns: true }));
}

function measureEngine(file: string): Promise<Measured> {
  const tables = {
    encounters: readTable("encounters.csv"),
    codes: readTable("codes.csv"),
    engine_codes: readTable(file),
  };
  return measure(tables, { automation: { target_error: 0.05, confidence: 0.95 } });
}

const refusedMetrics = ["codes.precision", "codes.recall", "codes.f1", "encounters.exact_match"];
const refusedConfidences = [0.6, 0.8, 0.9, 0.95, 0.99, 0.999];

/** Outcomes of "95 % or better" for every headline figure, at every confidence of the gate and without an interval. */
function holdTo95({ analysis }: Measured) {
  const measurements = { results: resultsOf(analysis.figures), service: null };
  const ons = ["bound", "point"] as const;
  return refusedMetrics.flatMap((metric) =>
    refusedConfidences.flatMap((confidence) =>
      ons.map((on) => {
        const benchmark = benchmarkSchema.parse({ metric, at_least: 0.95, on });
        return decideBenchmark(benchmark, measurements, confidence).outcome;
      }),
    ),
  );
}

const published = {
  "engine-gpt35.csv": {
    counts: [633, 3028, 2209],
    precision: [0.172904, 0.158334, 0.188513],
    recall: [0.22273, 0.201189, 0.245869],
    f1: [0.194679, 0.178973, 0.21141],
    netAccuracy: -0.842716,
  },
  "engine-llama70b.csv": {
    counts: [451, 8434, 2391],
    precision: [0.05076, 0.045455, 0.056647],
    recall: [0.158691, 0.142526, 0.176313],
    f1: [0.076917, 0.069306, 0.085287],
    netAccuracy: -2.808937,
  },
} as const;

const title = "real engines on real charts (skipped where ../shared is absent)";

describe.skipIf(!existsSync(folder))(title, () => {
  it.each(Object.entries(published))("give the published figures for %s", async (file, expected) => {
    const { figure, analysis } = await measureEngine(file);
    const [tp, fp, fn] = expected.counts;
    expect(figure("codes.precision")).toMatchObject({ numerator: tp, denominator: tp + fp, clusters: 250 });
    expect(figure("codes.recall")).toMatchObject({ numerator: tp, denominator: tp + fn, clusters: 250 });
    expect(figure("codes.f1")).toMatchObject({ numerator: 2 * tp, denominator: 2 * tp + fp + fn });
    for (const name of ["precision", "recall", "f1"] as const) {
      const { value, lower, upper } = figure(`codes.${name}`, "ICD-10-CM");
      for (const [index, made] of [value, lower, upper].entries())
        expect(made, `${name} ${index}`).toBeCloseTo(expected[name][index] ?? Number.NaN, 6);
    }
    expect(figure("codes.net_accuracy").value).toBeCloseTo(expected.netAccuracy, 6);
    expect(figure("encounters.exact_match")).toMatchObject({ numerator: 0, denominator: 250, value: 0 });
    expect(analysis.unit).toBe("encounter");
  });

  it.each(Object.keys(published))("refuse 95 % or better for %s at every threshold", async (file) => {
    const measured = await measureEngine(file);
    const outcomes = holdTo95(measured);
    expect(outcomes).toHaveLength(48);
    expect(new Set(outcomes)).toEqual(new Set(["not-met"]));
    expect(measured.figure("automation.threshold", null)).toMatchObject({ value: null });
    expect(measured.analysis.tables.automation.map(({ threshold }) => threshold)).not.toContainEqual(
      expect.any(Number),
    );
  });

  it("notes the ten duplicates of GPT-3.5 and counts its 13 unanswered encounters as failed", async () => {
    const { figure, analysis } = await measureEngine("engine-gpt35.csv");
    expect(analysis.tables.notices).toContainEqual({
      notice: "repeated diagnosis collapsed to one",
      side: "engine",
      system: "ICD-10-CM",
      count: 10,
    });
    expect(analysis.tables.responses).toContainEqual({ status: "failed", reason: "no answer", count: 13 });
    expect(figure("engine.error_rate")).toMatchObject({ numerator: 13, denominator: 250 });
    expect(figure("codes.recall.answered")).toMatchObject({ encounters: 237 });
    expect(figure("codes.precision.answered").value).toBe(figure("codes.precision").value);
  });
});
