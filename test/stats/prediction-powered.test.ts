import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "../../src/effects.ts";
import { linearisedVariance } from "../../src/stats/ratio.ts";
import type { PoweredSample, PoweredUnit } from "../../src/stats/sampled/powered-sample.ts";
import { estimatePowered } from "../../src/stats/sampled/prediction-powered.ts";

const number = z.number();
const referenceSchema = z.object({
  strata: z.array(z.object({ size: number, drawn: number, open: number })),
  units: z.array(
    z.object({ stratum: number, cluster: number, y: number, x: number, yf: number, xf: number }),
  ),
  predicted: z.object({ clusters: number, y: number, x: number, yy: number, xy: number, xx: number }),
  clusters: z.array(z.tuple([number, number, number])),
  value: number,
  lambda: number,
  variance: number,
  df: number,
  numerator: number,
  denominator: number,
});

const file = join(import.meta.dirname, "../reference/powered.json");
const { clusters: rows, ...reference } = referenceSchema.parse(JSON.parse(readFileSync(file, "utf8")));

function sumBy(units: readonly PoweredUnit[], of: (unit: PoweredUnit) => readonly [number, number]) {
  const clusters = new Map<number, { y: number; x: number }>();
  for (const unit of units) {
    const [y, x] = of(unit);
    const sums = clusters.get(unit.cluster) ?? { y: 0, x: 0 };
    clusters.set(unit.cluster, { y: sums.y + y, x: sums.x + x });
  }
  return clusters;
}

function momentsOf(clusters: ReadonlyMap<number, { y: number; x: number }>) {
  const all = [...clusters.values()];
  const sum = (of: (row: { y: number; x: number }) => number) =>
    all.reduce((total, row) => total + of(row), 0);
  return {
    clusters: all.length,
    y: sum(({ y }) => y),
    x: sum(({ x }) => x),
    yy: sum(({ y }) => y * y),
    xy: sum(({ x, y }) => x * y),
    xx: sum(({ x }) => x * x),
  };
}

/** Encounters of which the first `drawn` of every stratum are settled; patients have one to four of them. */
function makeSample(count: number, drawn: readonly number[], seed = 5): PoweredSample {
  const random = seededRandom(seed);
  const all: PoweredUnit[] = Array.from({ length: count }, (_, index) => {
    const xf = 1 + Math.floor(random() * 5);
    const yf = Math.floor(random() * (xf + 1));
    const y = random() < 0.8 ? yf : Math.max(0, yf - 1);
    return {
      stratum: index % drawn.length,
      cluster: Math.floor(random() * count * 0.6),
      y,
      x: xf + (random() < 0.2 ? 1 : 0),
      yf,
      xf,
    };
  });
  const members = drawn.map((_, stratum) => all.filter((unit) => unit.stratum === stratum));
  const units = members.flatMap((list, stratum) => list.slice(0, drawn[stratum]));
  const clusters = sumBy(all, ({ yf, xf }) => [yf, xf]);
  return {
    strata: members.map((list, stratum) => ({
      size: list.length,
      drawn: Math.min(list.length, drawn[stratum] ?? 0),
      open: list.length,
    })),
    units,
    predicted: momentsOf(clusters),
    clusters,
  };
}

describe("the prediction-powered ratio", () => {
  it("is that of numpy by all pairs of drawn encounters, with its variance and degrees of freedom", () => {
    const clusters = new Map(rows.map(([cluster, y, x]) => [cluster, { y, x }]));
    const found = estimatePowered({ ...reference, clusters });
    expect(found?.lambda).toBeCloseTo(reference.lambda, 12);
    expect(found?.value).toBeCloseTo(reference.value, 12);
    expect((found?.variance ?? 0) / reference.variance).toBeCloseTo(1, 9);
    expect(found?.df).toBeCloseTo(reference.df, 8);
    expect(found?.numerator).toBeCloseTo(reference.numerator, 8);
    expect(found?.denominator).toBeCloseTo(reference.denominator, 8);
  });

  it("is the ordinary ratio with its cluster variance where everything was drawn", () => {
    const sample = makeSample(60, [30, 30]);
    const found = estimatePowered(sample);
    const truth = momentsOf(sumBy(sample.units, ({ y, x }) => [y, x]));
    const { clusters, ...sums } = truth;
    const [y, x, yy, xy, xx] = [sums.y, sums.x, sums.yy, sums.xy, sums.xx].map(BigInt);
    const variance = linearisedVariance({
      clusters,
      y: y ?? 0n,
      x: x ?? 0n,
      yy: yy ?? 0n,
      xy: xy ?? 0n,
      xx: xx ?? 0n,
    });
    expect(found?.value).toBeCloseTo(truth.y / truth.x, 12);
    expect((found?.variance ?? 0) / (variance ?? 1)).toBeCloseTo(1, 10);
    expect(found).toMatchObject({ clusters, df: clusters - 1 });
  });

  it("leans on predictions wholly where truth is what they say, and not at all where they say the contrary", () => {
    const sample = makeSample(400, [40, 40]);
    const perfect = { ...sample, units: sample.units.map((unit) => ({ ...unit, y: unit.yf, x: unit.xf })) };
    const contrary = sample.units.map((unit) => ({ ...unit, x: unit.xf, y: unit.xf - unit.yf }));
    expect(estimatePowered(perfect)?.lambda).toBe(1);
    expect(estimatePowered(perfect)?.value).toBeCloseTo(sample.predicted.y / sample.predicted.x, 12);
    expect(estimatePowered({ ...sample, units: contrary })?.lambda).toBe(0);
  });

  it("does not take a stratum without surprises for one without errors", () => {
    const sample = makeSample(400, [40, 40]);
    const units = sample.units.map((unit) => ({ ...unit, y: unit.yf, x: unit.xf }));
    const closed = sample.strata.map((stratum) => ({ ...stratum, open: 0 }));
    const wary = estimatePowered({ ...sample, units })?.variance ?? 0;
    const trusting = estimatePowered({ ...sample, units, strata: closed })?.variance ?? 0;
    expect(wary).toBeGreaterThan(trusting);
  });

  it("is null without a drawn encounter, and has no variance from one patient alone", () => {
    const sample = makeSample(40, [10, 10]);
    expect(estimatePowered({ ...sample, units: [] })).toBeNull();
    const alone = { ...sample, units: sample.units.slice(0, 1) };
    expect(estimatePowered(alone)).toMatchObject({ clusters: 1, variance: null });
  });

  it("names the clusters that carry the rarer outcome from the drawn ones alone", () => {
    const sample = makeSample(60, [30, 30]);
    const units = sample.units.map((unit, index) => ({
      ...unit,
      cluster: index,
      x: 1,
      y: index < 4 ? 0 : 1,
    }));
    expect(estimatePowered({ ...sample, units })).toMatchObject({ no: 4, yes: 56, clusters: 60, kish: 60 });
  });
});

it("uses predictions whole where all that they vary within strata is what rounding left", () => {
  const unit = (cluster: number, y: number, yf: number): PoweredUnit => {
    return { stratum: 0, cluster, y, x: 1, yf, xf: 1 };
  };
  const units = Array.from({ length: 40 }, (_, at) => unit(at, at < 30 ? 1 : 0, 0.1 + (at % 2) * 1e-15));
  const sample: PoweredSample = {
    strata: [{ size: 400, drawn: 40, open: 400 }],
    units,
    predicted: { clusters: 400, y: 40, x: 400, yy: 4, xy: 40, xx: 400 },
    clusters: new Map(units.map(({ cluster }) => [cluster, { y: 0.1, x: 1 }])),
  };
  const estimate = estimatePowered(sample);
  expect(estimate?.lambda).toBe(1);
  expect(estimate?.value).toBeCloseTo(0.75, 9);
});
