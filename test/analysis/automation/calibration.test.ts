import { expect, it } from "vitest";
import { assign, measure } from "../made-tables.ts";
import { makeCharts, tablesOf } from "./automation-charts.ts";

/** Four charts of one code each: sure and right, sure and wrong, unsure and right, and one without a confidence. */
const charts = makeCharts(4, (index) => ({
  engine: index === 1 ? "E11.9" : "I10",
  codeConfidence: [0.9, 0.8, 0.3, null][index] ?? null,
  confidence: [0.9, 0.9, 0.4, null][index] ?? null,
}));

it("codes: three bins of one code, squared distances, and risks 0, 1/2, 1/3 as codes enter", async () => {
  const { figure } = await measure(tablesOf(charts));
  expect(figure("calibration.ece", "ICD-10-CM").value).toBeCloseTo((0.1 + 0.8 + 0.7) / 3, 9);
  expect(figure("calibration.brier", "ICD-10-CM").value).toBeCloseTo((0.01 + 0.64 + 0.49) / 3, 9);
  expect(figure("calibration.aurc", "ICD-10-CM").value).toBeCloseTo((0 + 1 / 2 + 1 / 3) / 3, 12);
  expect(figure("calibration.ece", "all").value).toBe(figure("calibration.ece", "ICD-10-CM").value);
  expect(figure("calibration.ece", "all").note).toBe(
    "reported without an interval; 1 of 4 engine codes carry no confidence and are left out",
  );
});

it("encounters: equal confidences share a bin and a rank", async () => {
  const { figure, analysis } = await measure(tablesOf(charts));
  expect(figure("calibration.ece.encounters", null).value).toBeCloseTo((0.6 + 2 * 0.4) / 3, 9);
  expect(figure("calibration.aurc.encounters", null).value).toBeCloseTo((0.5 + 0.5 + 1 / 3) / 3, 12);
  expect(figure("calibration.brier.encounters", null).encounters).toBe(3);
  expect(analysis.tables.calibration_bins.filter(({ of }) => of === "encounters")).toEqual([
    expect.objectContaining({ bin: 1, confidence_low: 0.4, confidence_high: 0.4, count: 1, correct: 1 }),
    expect.objectContaining({ bin: 2, confidence_low: 0.9, count: 2, correct: 1, share_correct: 0.5 }),
  ]);
  expect(analysis.tables.risk_coverage).toEqual([
    { confidence: 0.9, accepted: 2, coverage: 0.5, risk: 0.5 },
    { confidence: 0.4, accepted: 3, coverage: 0.75, risk: 1 / 3 },
  ]);
});

it("a code given twice counts once, at its highest confidence", async () => {
  const tables = tablesOf(makeCharts(1, () => ({ codeConfidence: 0.4 })));
  const twice = [...(tables.engine_codes ?? []), ...assign("e00000", "I10", { confidence: 0.7 })];
  const { figure } = await measure({ ...tables, engine_codes: twice });
  expect(figure("calibration.ece", "ICD-10-CM").value).toBeCloseTo(0.3, 9);
});

it("one thread and four give the same bytes, shuffled rows too", async () => {
  const many = makeCharts(1200, (index) => ({
    patient: `p${index % 700}`,
    confidence: ((index * 37) % 1000) / 1000,
    codeConfidence: ((index * 91) % 777) / 1000,
    engine: (index * 37) % 1000 > 300 ? "I10" : "E11.9",
  }));
  const tables = tablesOf(many);
  const input = { automation: { target_error: 0.1, confidence: 0.95, by: "setting" } };
  const shuffled = {
    ...tables,
    engine_codes: tables.engine_codes?.toReversed() ?? [],
    engine_responses: tables.engine_responses?.toReversed() ?? [],
  };
  const evidence = async (given: typeof tables, threads: number) => {
    const { analysis } = await measure(given, input, threads);
    const own = analysis.figures.filter(({ metric }) => /^(automation|calibration)\./.test(metric));
    const { automation, risk_coverage, calibration_bins } = analysis.tables;
    return JSON.stringify([own, automation, risk_coverage, calibration_bins]);
  };
  const one = await evidence(tables, 1);
  expect(await evidence(shuffled, 4)).toBe(one);
  expect(JSON.parse(one)[1][0].threshold).not.toBeNull();
});
