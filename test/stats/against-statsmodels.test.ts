import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { signFlipP } from "../../src/stats/flips/sign-flip.ts";
import { cohenKappa, fleissKappa, kappaVariance } from "../../src/stats/kappa.ts";
import { benjaminiHochberg, holm } from "../../src/stats/multiplicity.ts";
import { clopperPearson, wilson } from "../../src/stats/proportion.ts";
import { normalQuantile } from "../../src/stats/quantiles.ts";

const numbers = z.array(z.number());
const pair = z.tuple([z.number(), z.number()]);
const table = z.array(numbers);
const square = z.tuple([pair, pair]);
const referenceSchema = z.object({
  kappa: z.array(z.object({ table, kappa: z.number(), se: z.number(), interval: pair })),
  fleiss: z.array(z.object({ subjects: table, kappa: z.number() })),
  mcnemar: z.array(z.object({ table: square, p: z.number() })),
  proportions: z.array(z.object({ count: z.int(), n: z.int(), wilson: pair, clopper_pearson: pair })),
  corrected: z.array(z.object({ ps: numbers, holm_rejected: z.array(z.boolean()), bh: numbers })),
});

/** Values made by test/reference/make-agreement.py with statsmodels. */
const reference = referenceSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../reference/agreement.json"), "utf8")),
);

function farthest(values: readonly number[], expected: readonly number[]): number {
  return Math.max(...values.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN))));
}

describe("statsmodels", () => {
  it.each(reference.kappa)("gives Cohen's kappa and its standard error: $kappa", (row) => {
    const kappa = cohenKappa(row.table) ?? Number.NaN;
    const se = Math.sqrt(kappaVariance(row.table) ?? Number.NaN);
    const spread = normalQuantile(0.975) * se;
    expect(farthest([kappa, se], [row.kappa, row.se])).toBeLessThan(1e-9);
    expect(farthest([kappa - spread, kappa + spread], row.interval)).toBeLessThan(1e-9);
  });

  it.each(reference.fleiss)("gives Fleiss' kappa: $kappa", ({ subjects, kappa }) => {
    expect(Math.abs((fleissKappa(subjects) ?? Number.NaN) - kappa)).toBeLessThan(1e-9);
  });

  it.each(reference.mcnemar)("gives McNemar's exact p for $table", ({ table: [[, over], [missed]], p }) => {
    const own = signFlipP([{ magnitude: 1, patients: over + missed }], over - missed);
    expect(Math.abs(own - p)).toBeLessThan(1e-9);
  });

  it.each(reference.proportions)(
    "gives Wilson's and Clopper and Pearson's intervals of $count in $n",
    (row) => {
      const [score, exact] = [wilson(row.count, row.n, 0.95), clopperPearson(row.count, row.n, 0.95)];
      expect(farthest([score.lower, score.upper], row.wilson)).toBeLessThan(1e-9);
      expect(farthest([exact.lower, exact.upper], row.clopper_pearson)).toBeLessThan(1e-9);
    },
  );

  it.each(reference.corrected)("corrects 25 p values as Holm and as Benjamini and Hochberg do", (row) => {
    expect(holm(row.ps, 0.05)).toEqual(row.holm_rejected);
    expect(farthest(benjaminiHochberg(row.ps), row.bh)).toBeLessThan(1e-12);
  });
});
