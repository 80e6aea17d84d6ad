import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "../../src/effects.ts";
import { drawNulls, findSplit, splitP } from "../../src/stats/over-time/change-point.ts";
import {
  type ChartPoint,
  controlLimits,
  effectiveSize,
  openCentre,
  pointP,
  poolDispersion,
} from "../../src/stats/over-time/control-chart.ts";
import {
  homogeneityTest,
  markStability,
  populationStability,
  scatterOfMix,
} from "../../src/stats/over-time/population-stability.ts";

const whole = z.int().transform(BigInt);
const numbers = z.array(z.number());
const reference = z
  .object({
    chart: z.object({
      level: z.number(),
      effect: z.number(),
      df: z.number(),
      centre: z.number(),
      points: z.array(
        z.object({
          clusters: z.int(),
          y: whole,
          x: whole,
          yy: whole,
          xy: whole,
          xx: whole,
          yes: z.int(),
          no: z.int(),
        }),
      ),
      judged: z.array(z.object({ n: z.number(), p: z.number(), lower: z.number(), upper: z.number() })),
    }),
    whole: z.array(z.object({ y: z.number(), n: z.number(), centre: z.number(), p: z.number() })),
    splits: z.array(z.object({ y: numbers, n: numbers, index: z.int(), statistic: z.number() })),
    mix: z.object({
      point: numbers,
      base: numbers,
      effect: z.number(),
      df: z.number(),
      stability: z.number(),
      statistic: z.number(),
      p: z.number(),
    }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../reference/trend.json"), "utf8")));

/** A point of patients with one chart each, `hits` of them agreed. */
function onePerPatient(hits: bigint, clusters: number): ChartPoint {
  const x = BigInt(clusters);
  return { clusters, y: hits, x, yy: hits, xy: hits, xx: x, yes: Number(hits), no: clusters - Number(hits) };
}

describe("a control chart of shares with clusters", () => {
  const { points, level, effect, df, centre, judged } = reference.chart;
  const dispersion = poolDispersion(points);

  it("has the design effect that R computes from the patients' rows", () => {
    expect(dispersion?.designEffect).toBeCloseTo(effect, 9);
    expect([dispersion?.df, dispersion?.method]).toEqual([df, "estimated"]);
  });

  it("has R's p and limits at each point", () => {
    if (dispersion === null) throw new Error("no dispersion");
    for (const [at, point] of points.entries()) {
      const n = effectiveSize(point, null, dispersion, level);
      expect(n).toBeCloseTo(judged[at]?.n ?? 0, 6);
      expect(pointP(Number(point.y) / Number(point.x), n, centre)).toBeCloseTo(judged[at]?.p ?? 0, 9);
      const { lower, upper } = controlLimits(n, centre, level);
      expect(lower).toBeCloseTo(judged[at]?.lower ?? 0, 9);
      expect(upper).toBeCloseTo(judged[at]?.upper ?? 0, 9);
    }
  });

  it("has the binomial tails for whole counts", () => {
    for (const { y, n, centre: share, p } of reference.whole)
      expect(pointP(y / n, n, share)).toBeCloseTo(p, 9);
  });

  it("is binomial with one chart a patient, and takes the greatest effect where few patients differ", () => {
    expect(poolDispersion([onePerPatient(9n, 10), onePerPatient(8n, 10)])).toEqual({
      designEffect: 1,
      df: null,
      method: "binomial",
    });
    const alike: ChartPoint = { clusters: 5, y: 20n, x: 20n, yy: 80n, xy: 80n, xx: 80n, yes: 5, no: 0 };
    expect(poolDispersion([alike])).toEqual({ designEffect: 4, df: null, method: "greatest" });
    expect(poolDispersion([])).toBeNull();
  });

  it("gives a point of few patients no more than their number, and a base its own chance", () => {
    const binomial = { designEffect: 1, df: null, method: "binomial" } as const;
    const few: ChartPoint = { clusters: 2, y: 8n, x: 8n, yy: 32n, xy: 32n, xx: 32n, yes: 2, no: 0 };
    expect(effectiveSize(few, null, binomial, 0.01)).toBe(2);
    expect(effectiveSize(onePerPatient(25n, 30), 30, binomial, 0.01)).toBeCloseTo(15, 12);
  });

  it("leaves a chance to an outcome that the base never showed", () => {
    const binomial = { designEffect: 1, df: null, method: "binomial" } as const;
    expect(openCentre({ share: 0, x: 98 }, binomial)).toBeCloseTo(0.01, 12);
    expect(openCentre({ share: 1, x: 98 }, binomial)).toBeCloseTo(0.99, 12);
    expect(controlLimits(3, 0.5, 0.01)).toEqual({ lower: 0, upper: 1 });
  });
});

describe("a change point", () => {
  it("is the cut with the greatest likelihood ratio, as R's dbinom has it", () => {
    for (const { y, n, index, statistic } of reference.splits) {
      const split = findSplit(y.map((count, at) => ({ y: count, n: n[at] ?? 0 })));
      expect(split?.index).toBe(index);
      expect(split?.statistic).toBeCloseTo(statistic, 9);
    }
  });

  it("is none where one outcome never occurs, or a side holds under 5 counts", () => {
    expect(
      findSplit([
        { y: 0, n: 50 },
        { y: 0, n: 50 },
      ]),
    ).toBeNull();
    expect(
      findSplit([
        { y: 3, n: 4 },
        { y: 20, n: 50 },
      ]),
    ).toBeNull();
  });

  it("has the p of a two-sided normal test where there is but one cut", () => {
    const pair = [
      { y: 45, n: 50 },
      { y: 40, n: 50 },
    ];
    const drawn = drawNulls(2, 10_000, seededRandom(7));
    const p = splitP(pair, 1.96, null, drawn);
    expect(p).toBeGreaterThan(0.044);
    expect(p).toBeLessThan(0.056);
    expect(splitP(pair, 5, null, drawn)).toBeCloseTo(5.733e-7, 9);
    expect(splitP(pair, 1.96, 5, drawn)).toBeGreaterThan(0.09);
  });
});

describe("the mix of codes", () => {
  const { point, base, effect, df, stability, statistic, p } = reference.mix;

  it("has R's stability index and Pearson's test over a design effect", () => {
    expect(populationStability({ point, base })).toBeCloseTo(stability, 12);
    const test = homogeneityTest({ point, base }, { designEffect: effect, degrees: 4 }, df);
    expect(test?.statistic).toBeCloseTo(statistic, 9);
    expect(test?.p).toBeCloseTo(p, 9);
  });

  it("has index 0 for equal shares of equal sizes, and none without codes", () => {
    expect(populationStability({ point: [4, 6], base: [4, 6] })).toBe(0);
    expect(populationStability({ point: [0, 0], base: [4, 6] })).toBeNull();
    expect([0.05, 0.1, 0.2, 0.25].map(markStability)).toEqual(["small", "moderate", "moderate", "large"]);
  });

  it("has design effect 2 where every patient holds each code twice", () => {
    const single = (y: number, clusters: number) => ({
      y,
      x: clusters,
      yy: y,
      xy: y,
      xx: clusters,
      clusters,
    });
    const double = (y: number, clusters: number) => ({
      y: 2 * y,
      x: 2 * clusters,
      yy: 4 * y,
      xy: 4 * y,
      xx: 4 * clusters,
      clusters,
    });
    const thirds = [30, 30, 40];
    const once = scatterOfMix(thirds.map((y) => [single(y, 100)]));
    const twice = scatterOfMix(thirds.map((y) => [double(y, 100)]));
    expect(once?.designEffect).toBeCloseTo(100 / 99, 12);
    expect(twice?.designEffect).toBeCloseTo(200 / 99, 12);
    expect(twice?.degrees).toBeCloseTo(2, 12);
  });
});
