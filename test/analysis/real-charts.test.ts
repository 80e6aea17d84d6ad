import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Measured, measure, type Row } from "./made-tables.ts";

const folder = join(import.meta.dirname, "../../../shared/data/codiesp-test");
const rowsSchema = z.array(z.record(z.string(), z.string()));

function readTable(file: string): readonly Row[] {
  return rowsSchema.parse(parse(readFileSync(join(folder, file)), { columns: true }));
}

function measureEngine(file: string): Promise<Measured> {
  return measure({
    encounters: readTable("encounters.csv"),
    codes: readTable("codes.csv"),
    engine_codes: readTable(file),
  });
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
