import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { RatioMoments } from "../../src/stats/ratio.ts";

const whole = z.int().transform(BigInt);
const pair = z.tuple([z.number(), z.number()]);
const moments = z.object({ clusters: z.int(), y: whole, x: whole, yy: whole, xy: whole, xx: whole });

const referenceSchema = z.object({
  ratios: z.array(
    z.object({ moments, value: z.number(), variance: z.number(), kish: z.number(), logit: pair, log: pair }),
  ),
  differences: z.array(
    z.object({
      a: moments,
      b: moments,
      cross: z.object({ yayb: whole, yaxb: whole, xayb: whole, xaxb: whole }),
      clusters: z.int(),
      variance: z.number(),
    }),
  ),
  bounds: z.array(
    z.object({
      successes: z.number(),
      n: z.number(),
      confidence: z.number(),
      lower: z.number(),
      upper: z.number(),
    }),
  ),
  gate: z.array(
    z.object({
      value: z.number(),
      se: z.number(),
      denominator: z.number(),
      kish: z.number(),
      rare: z.int(),
      size: z.number(),
      lower: z.number(),
      upper: z.number(),
    }),
  ),
  jackknife: z.object({
    thetas: z.array(z.number()),
    theta: z.number(),
    variance: z.number(),
    interval: pair,
  }),
  sign_flip: z.array(
    z.object({
      counts: z.array(z.object({ magnitude: z.int(), patients: z.int() })),
      sum: z.int(),
      p: z.number(),
    }),
  ),
  needed: z.array(z.object({ errors: z.int(), n: z.int(), threshold: z.number(), needed: z.int() })),
});

/** Values made by test/reference/make-intervals.py with numpy and scipy. */
export const reference = referenceSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../reference/intervals.json"), "utf8")),
);

/** The moments of clusters given as [y, x]. */
export function momentsOf(clusters: readonly (readonly [number, number])[]): RatioMoments {
  const sum = (term: (y: bigint, x: bigint) => bigint) =>
    clusters.reduce((total, [y, x]) => total + term(BigInt(y), BigInt(x)), 0n);
  return {
    clusters: clusters.filter(([y, x]) => y !== 0 || x !== 0).length,
    y: sum((y) => y),
    x: sum((_, x) => x),
    yy: sum((y) => y * y),
    xy: sum((y, x) => x * y),
    xx: sum((_, x) => x * x),
  };
}
