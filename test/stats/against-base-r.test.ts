import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fisherP } from "../../src/stats/fisher.ts";
import { signFlipP } from "../../src/stats/flips/sign-flip.ts";
import { binomialRiskP } from "../../src/stats/learn-then-test.ts";
import { benjaminiHochberg, holm } from "../../src/stats/multiplicity.ts";
import { controlLimits, pointP } from "../../src/stats/over-time/control-chart.ts";
import { homogeneityTest, populationStability } from "../../src/stats/over-time/population-stability.ts";
import { clopperPearson, clopperPearsonLower, clopperPearsonUpper } from "../../src/stats/proportion.ts";

const numbers = z.array(z.number());
const referenceSchema = z.object({
  adjusted: z.array(z.object({ ps: numbers, holm: numbers, bh: numbers })),
  mcnemar: z.array(z.object({ over: z.int(), missed: z.int(), p: z.number() })),
  bounds: z.array(
    z.object({
      successes: z.int(),
      n: z.int(),
      interval: z.tuple([z.number(), z.number()]),
      lower: z.number(),
      upper: z.number(),
    }),
  ),
  risk: z.array(z.object({ errors: z.int(), n: z.int(), target: z.number(), p: z.number() })),
  points: z.array(z.object({ hits: z.int(), n: z.int(), centre: z.number(), p: z.number() })),
  limits: z.array(
    z.object({
      n: z.number(),
      centre: z.number(),
      level: z.number(),
      lower: z.number(),
      upper: z.number(),
      normal_lower: z.number(),
      normal_upper: z.number(),
    }),
  ),
  mixes: z.array(
    z.object({
      base: numbers,
      point: numbers,
      design_effect: z.number(),
      df: z.number(),
      index: z.number(),
      statistic: z.number(),
      p: z.number(),
    }),
  ),
  fisher: z.array(z.object({ cells: z.tuple([z.int(), z.int(), z.int(), z.int()]), p: z.number() })),
});

/** Values made by test/reference/make-tests.R with base R. */
const reference = referenceSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../reference/tests.json"), "utf8")),
);

function farthest(values: readonly number[], expected: readonly number[]): number {
  return Math.max(...values.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN))));
}

describe("base R", () => {
  it.each(reference.adjusted)("adjusts p as Benjamini and Hochberg do: $ps", ({ ps, bh }) => {
    expect(farthest(benjaminiHochberg(ps), bh)).toBeLessThan(1e-12);
  });

  it.each(reference.adjusted)("rejects what Holm's procedure rejects, at every level: $ps", (row) => {
    for (const level of [0.001, 0.01, 0.05, 0.2, 0.9]) {
      expect(holm(row.ps, level)).toEqual(row.holm.map((p) => p <= level));
    }
  });

  it.each(reference.mcnemar)("gives McNemar's exact p for $over over and $missed missed", (row) => {
    const counts = [{ magnitude: 1, patients: row.over + row.missed }];
    expect(Math.abs(signFlipP(counts, row.over - row.missed) - row.p)).toBeLessThan(1e-9);
  });

  it.each(reference.bounds)("gives Clopper and Pearson's bounds for $successes of $n", (row) => {
    const { lower, upper } = clopperPearson(row.successes, row.n, 0.95);
    expect(farthest([lower, upper], row.interval)).toBeLessThan(1e-9);
    expect(Math.abs(clopperPearsonLower(row.successes, row.n, 0.95) - row.lower)).toBeLessThan(1e-9);
    expect(Math.abs(clopperPearsonUpper(row.successes, row.n, 0.95) - row.upper)).toBeLessThan(1e-9);
  });

  it.each(reference.risk)("gives the binomial p of $errors errors in $n at a risk of $target", (row) => {
    expect(Math.abs(binomialRiskP(row.errors, row.n, row.target) / row.p - 1)).toBeLessThan(1e-9);
  });

  it.each(reference.fisher)(
    "gives Fisher's one-sided p for $cells",
    ({ cells: [both, first, second, neither], p }) => {
      const own = fisherP({
        hits: both,
        drawn: both + first,
        marked: both + second,
        total: both + first + second + neither,
      });
      expect(Math.abs(own / p - 1)).toBeLessThan(1e-9);
    },
  );

  it.each(reference.points)("gives the p of $hits in $n around a centre of $centre", (row) => {
    expect(Math.abs(pointP(row.hits / row.n, row.n, row.centre) - row.p)).toBeLessThan(1e-9);
  });

  it.each(reference.limits)("gives control limits of $n trials around $centre at $level", (row) => {
    const { lower, upper } = controlLimits(row.n, row.centre, row.level);
    expect(farthest([lower, upper], [row.lower, row.upper])).toBeLessThan(1e-9);
  });

  it.each(reference.limits)("gives Shewhart's limits nearby: within 2.4/n of those for $n trials", (row) => {
    const { lower, upper } = controlLimits(row.n, row.centre, row.level);
    expect(farthest([lower, upper], [row.normal_lower, row.normal_upper])).toBeLessThan(2.4 / row.n);
  });

  it.each(reference.mixes)("gives the stability index of $point against $base, and its test on F", (row) => {
    const scatter = { designEffect: row.design_effect, degrees: row.point.length - 1 };
    const test = homogeneityTest(row, scatter, row.df);
    expect(Math.abs((populationStability(row) ?? Number.NaN) - row.index)).toBeLessThan(1e-9);
    expect(Math.abs((test?.statistic ?? Number.NaN) - row.statistic)).toBeLessThan(1e-9);
    expect(Math.abs((test?.p ?? Number.NaN) - row.p)).toBeLessThan(1e-9);
  });
});
