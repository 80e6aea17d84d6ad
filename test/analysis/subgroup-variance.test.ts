import { describe, expect, it } from "vitest";
import type { SliceRow } from "../../src/domain/error-tables.ts";
import { benjaminiHochberg } from "../../src/stats/multiplicity.ts";
import { normalCdf, normalQuantile } from "../../src/stats/quantiles.ts";
import { type Counts, countSides, residuals, sum, varianceOf } from "./charts.ts";
import { drawCharts, measureTables, type SlicedChart, tablesOf } from "./sliced-charts.ts";

type Part = (counts: Counts, chart: SlicedChart) => number;
interface Form {
  readonly system: string | null;
  readonly y: Part;
  readonly x: Part;
}
const all = "ICD-10-CM";
const forms: Readonly<Record<string, Form>> = {
  "codes.precision": { system: all, y: ({ tp }) => tp, x: ({ tp, fp }) => tp + fp },
  "codes.recall": { system: all, y: ({ tp }) => tp, x: ({ tp, fn }) => tp + fn },
  "codes.f1": { system: all, y: ({ tp }) => 2 * tp, x: ({ tp, fp, fn }) => 2 * tp + fp + fn },
  "encounters.exact_match": {
    system: all,
    y: ({ tp, fp, fn }) => (tp > 0 && fp + fn === 0 ? 1 : 0),
    x: ({ tp, fp, fn }) => (tp + fp + fn > 0 ? 1 : 0),
  },
  "engine.abstention_rate": {
    system: null,
    y: (_, { status }) => (status === "abstained" ? 1 : 0),
    x: () => 1,
  },
  "engine.error_rate": { system: null, y: (_, { status }) => (status === "failed" ? 1 : 0), x: () => 1 },
};

interface Sums {
  readonly patient: string;
  readonly y: number;
  readonly x: number;
}

function sumPatients(charts: readonly SlicedChart[], form: Form): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const chart of charts) {
    const counts = countSides(chart.reference, chart.status === "coded" ? chart.engine : []);
    const before = sums.get(chart.patient) ?? { patient: chart.patient, y: 0, x: 0 };
    const y = before.y + form.y(counts, chart);
    sums.set(chart.patient, { ...before, y, x: before.x + form.x(counts, chart) });
  }
  return sums;
}

function ratioOf(sums: ReadonlyMap<string, Sums>): number {
  const values = [...sums.values()];
  return sum(values.map(({ y }) => y)) / sum(values.map(({ x }) => x));
}

function xOf(sums: ReadonlyMap<string, Sums>): number[] {
  return [...sums.values()].map(({ x }) => x);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function sumSquares(values: readonly number[]): number {
  return sum(values.map((value) => value ** 2));
}

/** R(1−R) over both sizes, units as alike within an encounter and across a patient's encounters as in the whole run. */
function commonVarianceOf(
  within: readonly SlicedChart[],
  charts: readonly SlicedChart[],
  form: Form,
): number {
  const total = sumPatients(charts, form);
  const share = ratioOf(total);
  const units = sum(xOf(total));
  const each = charts.flatMap((chart) => [...sumPatients([chart], form).values()]);
  const eachXx = sumSquares(each.map(({ x }) => x));
  const unit = share * (1 - share);
  const eachSquares = sumSquares(each.map(({ y, x }) => y - share * x)) / unit;
  const present = [...residuals(total)].filter(([patient]) => (total.get(patient)?.x ?? 0) > 0);
  const squares = (varianceOf(present.map(([, z]) => z)) * units ** 2) / unit;
  const patientXx = sumSquares(xOf(total));
  const alike = eachXx === units ? 0 : clamp((eachSquares - units) / (eachXx - units));
  const across = patientXx === eachXx ? 0 : clamp((squares - eachSquares) / (patientXx - eachXx));
  const isWithin = new Set(within);
  const unitsIn = (side: boolean) =>
    sum(charts.map((chart, at) => (isWithin.has(chart) === side ? (each[at]?.x ?? 0) : 0)));
  const sizes = [unitsIn(true), unitsIn(false)] as const;
  const weights = charts.map((chart) => (isWithin.has(chart) ? 1 / sizes[0] : -1 / sizes[1]));
  const pairs = charts.flatMap((first, a) =>
    charts.map((second, b) => {
      const [xa, xb] = [each[a]?.x ?? 0, each[b]?.x ?? 0];
      const weight = (weights[a] ?? 0) * (weights[b] ?? 0);
      if (a === b) return weight * (xa + alike * (xa ** 2 - xa));
      return first.patient === second.patient ? weight * across * xa * xb : 0;
    }),
  );
  return unit * sum(pairs);
}

function linearisedVarianceOf(
  slice: ReadonlyMap<string, Sums>,
  rest: ReadonlyMap<string, Sums>,
  total: ReadonlyMap<string, Sums>,
): number {
  const [inSlice, inRest] = [residuals(slice), residuals(rest)];
  const patients = [...total.values()].filter(({ x, y }) => x !== 0 || y !== 0);
  return varianceOf(patients.map(({ patient }) => (inSlice.get(patient) ?? 0) - (inRest.get(patient) ?? 0)));
}

function isIn(chart: SlicedChart, row: SliceRow): boolean {
  const cells: Readonly<Record<string, string | null>> = {
    payer: chart.payer,
    region: chart.region,
    sex: chart.sex,
  };
  const columns = row.column.split(" × ");
  const values = columns.length === 1 ? [row.value] : (row.value ?? "").split(" × ");
  return columns.every((column, index) => {
    const value = values[index] === "not recorded" ? null : (values[index] ?? null);
    return (cells[column] ?? null) === value;
  });
}

function expectRow(row: SliceRow, charts: readonly SlicedChart[]): boolean {
  const form = forms[row.metric];
  if (form === undefined) throw new Error(`no form of ${row.metric}`);
  const within = charts.filter((chart) => isIn(chart, row));
  expect(row.encounters).toBe(within.length);
  expect(row.system).toBe(form.system);
  const slice = sumPatients(within, form);
  const rest = sumPatients(
    charts.filter((chart) => !isIn(chart, row)),
    form,
  );
  const total = sumPatients(charts, form);
  expect(row.value_of_slice).toBeCloseTo(ratioOf(slice), 12);
  expect(row.value_of_rest).toBeCloseTo(ratioOf(rest), 12);
  const difference = ratioOf(slice) - ratioOf(rest);
  expect(row.difference).toBeCloseTo(difference, 12);
  if (row.p === null) return false;
  const variance = Math.max(linearisedVarianceOf(slice, rest, total), commonVarianceOf(within, charts, form));
  const made = ((row.upper ?? Number.NaN) - (row.lower ?? Number.NaN)) / (2 * normalQuantile(0.975));
  expect(Math.abs(made ** 2 - variance)).toBeLessThanOrEqual(1e-10 * variance);
  expect(row.p).toBeCloseTo(2 * normalCdf(-Math.abs(difference) / Math.sqrt(variance)), 10);
  return true;
}

describe("subgroups against the rest of the run, recomputed patient by patient", () => {
  it.each([
    ["most patients with several encounters", 160, 60, 1],
    ["few patients with very many", 150, 4, 2],
    ["nearly every patient once", 150, 5000, 3],
  ])(
    "have the difference, the interval and the p of METRICS.md: %s",
    async (_, encounters, patients, seed) => {
      const charts = drawCharts(encounters, patients, seed);
      const { rows } = await measureTables(tablesOf(charts), { slices: ["payer", "region", "sex"] });
      const crossed = rows.filter(({ column }) => column.includes("×"));
      const small = crossed.filter(({ encounters }) => encounters < 30);
      expect([crossed.length > 0, small.length]).toEqual([true, 0]);
      expect(rows.filter((row) => expectRow(row, charts)).length).toBeGreaterThan(60);
    },
  );

  it("have q within each figure and system, slices and crossings apart", async () => {
    const charts = drawCharts(200, 80, 4);
    const { rows } = await measureTables(tablesOf(charts), { slices: ["payer", "region", "sex"] });
    for (const isCrossed of [true, false]) {
      const family = rows.filter(
        ({ metric, column }) => metric === "codes.recall" && column.includes("×") === isCrossed,
      );
      const tested = family.filter(({ p }) => p !== null);
      expect(tested.map(({ q }) => q)).toEqual(benjaminiHochberg(tested.map(({ p }) => p ?? 1)));
    }
  });

  it("do not depend on threads or on the order of rows", async () => {
    const charts = drawCharts(120, 40, 5);
    const input = { slices: ["payer", "region", "sex"] };
    const { rows } = await measureTables(tablesOf(charts), input, 1);
    expect((await measureTables(tablesOf([...charts].reverse()), input)).rows).toEqual(rows);
  });
});
