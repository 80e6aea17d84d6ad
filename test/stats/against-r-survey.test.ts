import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { flipCount, pairedFlipP } from "../../src/stats/flips/paired-flips.ts";
import { jackknifeVariance } from "../../src/stats/jackknife.ts";
import { logRatioInterval } from "../../src/stats/log-ratio.ts";
import { tQuantile } from "../../src/stats/quantiles.ts";
import {
  kishSize,
  linearisedVariance,
  pairedDifferenceVariance,
  type RatioMoments,
  ratioValue,
} from "../../src/stats/ratio.ts";
import { ratioInterval } from "../../src/stats/ratio-interval.ts";
import { momentsOf } from "./reference.ts";

const rows = z.array(z.array(z.int()));
const referenceSchema = z.object({
  ratios: z.array(
    z.object({
      charts: rows,
      ratio: z.number(),
      variance: z.number(),
      difference: z.number(),
      difference_variance: z.number(),
      log_variance: z.number(),
      jackknife_variance: z.number(),
    }),
  ),
  logit: z.array(z.object({ charts: rows, interval: z.tuple([z.number(), z.number()]) })),
  flips: z.array(z.object({ sums: rows, p: z.number() })),
  bootstrap: z.object({ ratio: z.number(), difference: z.number() }),
});

/** Values made by test/reference/make-clusters.R with R's survey and boot. */
const reference = referenceSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../reference/clusters.json"), "utf8")),
);

/** Sums over a patient's charts, in the order of the columns after the patient. */
function sumByPatient(charts: readonly (readonly number[])[]): number[][] {
  const sums = new Map<number, number[]>();
  for (const [patient = 0, ...values] of charts) {
    const before = sums.get(patient) ?? values.map(() => 0);
    sums.set(
      patient,
      before.map((sum, index) => sum + (values[index] ?? 0)),
    );
  }
  return [...sums.values()];
}

function momentsOfColumns(patients: readonly number[][], y: number, x: number): RatioMoments {
  return momentsOf(patients.map((sums) => [sums[y] ?? 0, sums[x] ?? 0]));
}

function crossOf(patients: readonly number[][]) {
  const sum = (a: number, b: number) =>
    patients.reduce((total, sums) => total + BigInt(sums[a] ?? 0) * BigInt(sums[b] ?? 0), 0n);
  return { yayb: sum(0, 2), yaxb: sum(0, 3), xayb: sum(1, 2), xaxb: sum(1, 3) };
}

function differenceVariance(patients: readonly number[][]): number {
  const [a, b] = [momentsOfColumns(patients, 0, 1), momentsOfColumns(patients, 2, 3)];
  return pairedDifferenceVariance(a, b, crossOf(patients), patients.length) ?? Number.NaN;
}

/** How far off, as a part of what is expected. */
function relativeError(value: number | null | undefined, expected: number): number {
  return Math.abs((value ?? Number.NaN) / expected - 1);
}

describe.each(reference.ratios)("R's survey over $charts.length charts", (row) => {
  const patients = sumByPatient(row.charts);
  const a = momentsOfColumns(patients, 0, 1);

  it("gives the same ratio and the same variance between patients (svyratio)", () => {
    expect(relativeError(ratioValue(a), row.ratio)).toBeLessThan(1e-9);
    expect(relativeError(linearisedVariance(a), row.variance)).toBeLessThan(1e-9);
  });

  it("gives the same difference of two ratios over the same patients (svycontrast)", () => {
    const b = momentsOfColumns(patients, 2, 3);
    const difference = (ratioValue(a) ?? 0) - (ratioValue(b) ?? 0);
    expect(relativeError(difference, row.difference)).toBeLessThan(1e-9);
    expect(relativeError(differenceVariance(patients), row.difference_variance)).toBeLessThan(1e-9);
  });

  it("gives the same spread of a prevalence ratio on the log scale", () => {
    const interval = logRatioInterval(a, 0.95);
    const t = tQuantile(0.975, patients.length - 1);
    const spread = Math.log((interval?.upper ?? 0) / row.ratio) / t;
    expect(relativeError(spread ** 2, row.log_variance)).toBeLessThan(1e-9);
  });

  it("gives the same jackknife variance when one patient at a time is left out (JK1)", () => {
    const thetas = patients.map((_, left) =>
      ratioValue(
        momentsOfColumns(
          patients.filter((_, index) => index !== left),
          0,
          1,
        ),
      ),
    );
    expect(relativeError(jackknifeVariance(thetas, ratioValue(a)), row.jackknife_variance)).toBeLessThan(
      1e-9,
    );
  });
});

describe("R's svyciprop on the logit scale", () => {
  // It fits a regression by iteration, which stops at about 1e-9 of the interval.
  it.each(reference.logit)("gives the same interval over $charts.length charts", ({ charts, interval }) => {
    const patients = sumByPatient(charts);
    const moments = momentsOfColumns(patients, 0, 1);
    const own = ratioInterval({
      value: ratioValue(moments),
      variance: linearisedVariance(moments),
      kish: kishSize(moments),
      clusters: patients.length,
      confidence: 0.95,
    });
    expect(relativeError(own?.lower, interval[0])).toBeLessThan(1e-8);
    expect(relativeError(own?.upper, interval[1])).toBeLessThan(1e-8);
  });
});

describe("R's boot over patients", () => {
  const largest = reference.ratios.at(-1);
  const patients = sumByPatient(largest?.charts ?? []);

  // 20,000 draws leave half a percent of chance in a spread, 250 patients leave the rest of the four.
  it("gives standard errors within 4 % of the linearised ones", () => {
    const own = Math.sqrt(linearisedVariance(momentsOfColumns(patients, 0, 1)) ?? Number.NaN);
    expect(relativeError(own, reference.bootstrap.ratio)).toBeLessThan(0.04);
    expect(
      relativeError(Math.sqrt(differenceVariance(patients)), reference.bootstrap.difference),
    ).toBeLessThan(0.04);
  });
});

describe("every flip of the signs, written out in R", () => {
  it.each(reference.flips)("gives the p of 10,000 random ones but for chance: $p", ({ sums, p }) => {
    const sumOf = (column: number) => sums.reduce((total, row) => total + (row[column] ?? 0), 0);
    const totals = { y: sumOf(0) + sumOf(2), x: sumOf(1) + sumOf(3) };
    const patterns = sums.map(([ya = 0, xa = 0, yb = 0, xb = 0]) => ({
      dy: yb - ya,
      dx: xb - xa,
      clusters: 1,
    }));
    const own = pairedFlipP(totals, patterns, 7) ?? Number.NaN;
    const fourErrors = 4 * Math.sqrt((p * (1 - p)) / flipCount);
    expect(Math.abs(own - p)).toBeLessThan(fourErrors + 1 / flipCount);
  });
});
