import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  kishSize,
  linearisedVariance,
  pairedDifferenceVariance,
  type RatioMoments,
  ratioValue,
} from "../../src/stats/ratio.ts";
import { momentsOf, reference } from "./reference.ts";

const clusters = fc.array(
  fc.integer({ min: 1, max: 50 }).chain((x) => fc.tuple(fc.integer({ min: 0, max: x }), fc.constant(x))),
  { minLength: 2, maxLength: 30 },
);

function crossOf(a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]) {
  const sum = (left: 0 | 1, right: 0 | 1) =>
    a.reduce((total, row, index) => total + BigInt(row[left]) * BigInt(b[index]?.[right] ?? 0), 0n);
  return { yayb: sum(0, 0), yaxb: sum(0, 1), xayb: sum(1, 0), xaxb: sum(1, 1) };
}

describe("ratioValue", () => {
  it("divides the sums, and is null for 0/0", () => {
    expect(
      ratioValue(
        momentsOf([
          [3, 4],
          [0, 4],
        ]),
      ),
    ).toBe(0.375);
    expect(ratioValue(momentsOf([]))).toBeNull();
  });
});

describe("linearisedVariance", () => {
  it("is worked by hand for the clusters 1 of 2 and 2 of 2", () => {
    // R = 3/4, z = (1 − 1.5)/4 and (2 − 1.5)/4 = ∓1/8, C/(C−1)·Σz² = 2·2/64
    expect(
      linearisedVariance(
        momentsOf([
          [1, 2],
          [2, 2],
        ]),
      ),
    ).toBe(1 / 16);
  });

  it("is p(1−p)/(n−1) for a simple proportion", () => {
    const seven = Array.from({ length: 10 }, (_, index): [number, number] => [index < 7 ? 1 : 0, 1]);
    expect(linearisedVariance(momentsOf(seven))).toBeCloseTo((0.7 * 0.3) / 9, 15);
  });

  it("is null with fewer than two clusters or no denominator", () => {
    expect(linearisedVariance(momentsOf([[1, 2]]))).toBeNull();
    expect(
      linearisedVariance(
        momentsOf([
          [1, 0],
          [2, 0],
        ]),
      ),
    ).toBeNull();
  });

  it.each(reference.ratios)("agrees with numpy over $moments.clusters clusters", (row) => {
    expect(ratioValue(row.moments)).toBeCloseTo(row.value, 12);
    expect(linearisedVariance(row.moments)).toBeCloseTo(row.variance, 12);
    expect(kishSize(row.moments)).toBeCloseTo(row.kish, 9);
  });

  it("is the same whether y is counted whole or in fixed point of 2^40", () => {
    const one = 2n ** 40n;
    fc.assert(
      fc.property(clusters, (rows) => {
        const plain = momentsOf(rows);
        const fixed: RatioMoments = {
          ...plain,
          y: plain.y * one,
          yy: plain.yy * one * one,
          xy: plain.xy * one,
          yScale: one,
        };
        expect(ratioValue(fixed)).toBe(ratioValue(plain));
        expect(linearisedVariance(fixed)).toBe(linearisedVariance(plain));
      }),
    );
  });

  it("is the same for successes and for failures, and never negative", () => {
    fc.assert(
      fc.property(clusters, (rows) => {
        const failures = rows.map(([y, x]): [number, number] => [x - y, x]);
        const variance = linearisedVariance(momentsOf(rows));
        expect(linearisedVariance(momentsOf(failures))).toBe(variance);
        expect(variance).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("stays exact for numbers whose squares no double holds", () => {
    const huge = 3n ** 60n;
    const moments = { clusters: 2, y: 3n * huge, x: 4n * huge };
    const squares = { yy: 5n * huge ** 2n, xy: 6n * huge ** 2n, xx: 8n * huge ** 2n };
    expect(linearisedVariance({ ...moments, ...squares })).toBe(1 / 16);
  });
});

describe("pairedDifferenceVariance", () => {
  it.each(reference.differences)("agrees with numpy over $clusters clusters", (row) => {
    expect(pairedDifferenceVariance(row.a, row.b, row.cross, row.clusters)).toBeCloseTo(row.variance, 12);
  });

  it("is 0 between a ratio and itself", () => {
    fc.assert(
      fc.property(clusters, (rows) => {
        const moments = momentsOf(rows);
        expect(pairedDifferenceVariance(moments, moments, crossOf(rows, rows), rows.length)).toBe(0);
      }),
    );
  });

  it("is the sum of both variances where each cluster belongs to one side only", () => {
    const a: [number, number][] = [
      [1, 2],
      [2, 2],
      [0, 0],
      [0, 0],
    ];
    const b: [number, number][] = [
      [0, 0],
      [0, 0],
      [0, 3],
      [3, 3],
    ];
    const variance = pairedDifferenceVariance(momentsOf(a), momentsOf(b), crossOf(a, b), 4);
    // Σz² are 2/64 and 2/16; C/(C−1) = 4/3
    expect(variance).toBeCloseTo((4 / 3) * (2 / 64 + (2 * 1.5 ** 2) / 36), 15);
  });

  it("is null where one ratio has no denominator", () => {
    const a = momentsOf([
      [1, 2],
      [2, 2],
    ]);
    const none = momentsOf([
      [0, 0],
      [0, 0],
    ]);
    const cross = { yayb: 0n, yaxb: 0n, xayb: 0n, xaxb: 0n };
    expect(pairedDifferenceVariance(a, none, cross, 2)).toBeNull();
  });
});
