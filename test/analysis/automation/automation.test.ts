import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { upperBound } from "../../../src/stats/gate-bound.ts";
import { measure } from "../made-tables.ts";
import { type Made, makeCharts, tablesOf } from "./automation-charts.ts";

const automation = { target_error: 0.1, confidence: 0.95 };

/** The half a patient falls into, by the definition: the lower 64 bits of a hash of patient and seed, odd or even. */
function halfOf(patient: string): bigint {
  const digest = createHash("md5").update(`${patient}|7|automation`).digest();
  return digest.readBigUInt64LE(8) % 2n;
}

function isExact({ reference, engine }: Made): boolean {
  return reference === engine;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The upper bound of the risk among accepted charts, straight from METRICS: sums by patient, nothing incremental. */
function boundOf(accepted: readonly Made[], confidence: number): number {
  const patients = new Map<string, { x: number; y: number }>();
  for (const chart of accepted) {
    const { x, y } = patients.get(chart.patient) ?? { x: 0, y: 0 };
    patients.set(chart.patient, { x: x + 1, y: y + (isExact(chart) ? 0 : 1) });
  }
  const clusters = [...patients.values()];
  const [x, y] = [sum(clusters.map((each) => each.x)), sum(clusters.map((each) => each.y))];
  const residuals = clusters.map((each) => ((each.y - (y / x) * each.x) / x) ** 2);
  return (
    upperBound({
      value: y / x,
      se: Math.sqrt((sum(residuals) * clusters.length) / (clusters.length - 1)),
      numerator: y,
      denominator: x,
      nEffective: x ** 2 / sum(clusters.map((each) => each.x ** 2)),
      rareClusters: clusters.filter((each) => each.y > 0).length,
      df: clusters.length - 1,
      scale: "logit",
      confidence,
    }) ?? 1
  );
}

/** Kish's (Σx)²/Σx² over patients. */
function kishOf(charts: readonly Made[]): number {
  const sizes = new Map<string, number>();
  for (const { patient } of charts) sizes.set(patient, (sizes.get(patient) ?? 0) + 1);
  return charts.length ** 2 / sum([...sizes.values()].map((size) => size ** 2));
}

/** Every confidence in turn, the highest first, from the first that accepts enough: by 1/200 of the half, and the last. */
function thresholdsOf(half: readonly Made[], needed: number): number[] {
  const levels = [...new Set(half.flatMap(({ confidence }) => confidence ?? []))].sort((a, b) => b - a);
  const first = levels.find((level) => kishOf(acceptAt(half, level)) >= needed) ?? Number.NaN;
  const start = acceptAt(half, first).length;
  let before = -1;
  return levels.filter((level) => {
    const step =
      level > first ? -1 : Math.floor(((acceptAt(half, level).length - start) * 200) / half.length);
    const isKept = step > before || level === levels.at(-1);
    before = Math.max(before, step);
    return isKept;
  });
}

function acceptAt(charts: readonly Made[], threshold: number): readonly Made[] {
  return charts.filter(({ confidence }) => confidence !== null && confidence >= threshold);
}

it("where patients repeat, finds the threshold that plain loops over the charts find", async () => {
  const charts = makeCharts(1500, (index) => {
    const confidence = index % 37 === 0 ? null : (1000 - ((index * 7) % 600)) / 1000;
    const isRight = ((index * 31) % 97) / 97 < (confidence ?? 0) * 1.5 - 0.15;
    return { patient: `p${index % 1000}`, confidence, engine: isRight ? "I10" : "E11.9" };
  });
  const { analysis } = await measure(tablesOf(charts), {
    automation: { target_error: 0.05, confidence: 0.95 },
  });
  const [tested, reported] = [0n, 1n].map((half) => charts.filter((chart) => halfOf(chart.patient) === half));
  const needed = Math.min(15 / 0.05, kishOf(acceptAt(tested ?? [], 0)) / 2);
  const candidates = thresholdsOf(tested ?? [], needed);
  const failing = candidates.findIndex((level) => boundOf(acceptAt(tested ?? [], level), 0.95) > 0.05);
  const threshold = candidates[failing - 1] ?? Number.NaN;
  const [accepted, right] = [
    acceptAt(reported ?? [], threshold),
    acceptAt(reported ?? [], threshold).filter(isExact),
  ];
  expect(needed).toBeGreaterThan(200);
  expect(failing).toBeGreaterThan(5);
  expect(analysis.tables.automation).toEqual([
    expect.objectContaining({
      slice: null,
      threshold,
      method: "Learn-then-Test, gate bound by patient, approximate",
      candidates: candidates.length,
      tested_encounters: tested?.length,
      tested_accepted: acceptAt(tested ?? [], threshold).length,
      tested_errors: acceptAt(tested ?? [], threshold).filter((chart) => !isExact(chart)).length,
      encounters: reported?.length,
      accepted: accepted.length,
      errors: accepted.length - right.length,
      coverage: accepted.length / (reported?.length ?? 0),
      precision: right.length / accepted.length,
      note: null,
    }),
  ]);
});

it("an engine that is always right may bill all it has a confidence for; what it holds stays in the denominator", async () => {
  const charts = makeCharts(1000, (index) => ({
    engine: index % 10 === 0 ? null : "I10",
    confidence: index % 10 === 1 ? null : (40 + (index % 100)) / 200,
  }));
  const { analysis, figure } = await measure(tablesOf(charts), { automation });
  const reported = charts.filter(({ patient }) => halfOf(patient) === 1n);
  const accepted = reported.filter(({ engine, confidence }) => engine !== null && confidence !== null);
  const [row] = analysis.tables.automation;
  expect(row).toMatchObject({
    threshold: 0.21,
    accepted: accepted.length,
    encounters: reported.length,
    errors: 0,
  });
  expect(row?.method).toContain("exact binomial");
  expect(row?.charts_per_day).toBeCloseTo((100 * accepted.length) / reported.length, 9);
  expect(row?.errors_per_1000).toBe(0);
  expect(figure("automation.threshold", null)).toMatchObject({ value: 0.21, scale: null, note: null });
  expect(figure("automation.coverage", null).value).toBe(accepted.length / reported.length);
  expect(figure("automation.precision", null)).toMatchObject({ value: 1, scale: "binomial" });
});

it("holds every value of a column at its share of δ, and says of each that has none why", async () => {
  const settings = ["inpatient", "outpatient", "emergency", null];
  const charts = makeCharts(2000, (index) => ({
    setting: index < 40 ? "emergency" : (settings[[0, 1, 3][index % 3] ?? 0] ?? null),
    engine: index % 3 === 0 && index % 2 === 0 ? "E11.9" : "I10",
  }));
  const { analysis, figure } = await measure(tablesOf(charts), {
    automation: { ...automation, by: "setting" },
  });
  const rows = analysis.tables.automation;
  expect(rows.map(({ slice }) => slice)).toEqual([
    null,
    { setting: "emergency" },
    { setting: "inpatient" },
    { setting: "outpatient" },
    { setting: null },
  ]);
  expect(rows.map(({ threshold }) => threshold)).toEqual([null, null, null, 0.5, 0.5]);
  expect(rows.map(({ confidence }) => confidence)).toEqual([
    0.95,
    ...Array(4).fill(expect.closeTo(0.9875, 12)),
  ]);
  const [whole, emergency] = rows;
  expect(emergency?.note).toMatch(
    /^none is proved: \d+ encounters tested carry a confidence, and 200 are needed$/,
  );
  expect(whole?.note).toBe(
    `none is proved: ${whole?.tested_errors} of the ${whole?.tested_encounters} most confident encounters tested are no exact match`,
  );
  expect(whole).toMatchObject({ accepted: 0, coverage: null, precision: null, errors_per_1000: null });
  expect(figure("automation.coverage", null, { setting: "inpatient" }).value).toBeNull();
  expect(figure("automation.precision", null, { setting: null }).value).toBe(1);
});

it("without confidences, without the section and without codes every figure is null and says why", async () => {
  const charts = tablesOf(makeCharts(20, () => ({ confidence: null })));
  const notes = async (tables: typeof charts, input = {}) => {
    const { analysis } = await measure(tables, input);
    const own = analysis.figures.filter(({ metric }) => metric.startsWith("automation."));
    expect(own.map(({ value }) => value)).toEqual([null, null, null]);
    return [...new Set(own.map(({ note }) => note))];
  };
  expect(await notes(charts)).toEqual(["the scenario asks for no automation threshold"]);
  expect(await notes(charts, { automation })).toEqual(["the engine gives no confidence for its encounters"]);
  const bare = { encounters: [{ encounter_id: "e1" }] };
  expect(await notes(bare, { automation })).toEqual(["neither side holds a code here"]);
});
