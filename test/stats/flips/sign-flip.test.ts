import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/effects.ts";
import { signFlipP } from "../../../src/stats/flips/sign-flip.ts";
import { binomialCdf } from "../../../src/stats/quantiles.ts";
import { reference } from "../reference.ts";

const counts = fc.array(
  fc.record({ magnitude: fc.integer({ min: 1, max: 9 }), patients: fc.integer({ min: 1, max: 20 }) }),
  { minLength: 1, maxLength: 4 },
);

describe("signFlipP", () => {
  it("is the exact McNemar test where no patient has more than one: statsmodels' [[23,15],[19,31]]", () => {
    expect(signFlipP([{ magnitude: 1, patients: 34 }], 15 - 19)).toBeCloseTo(0.60759136, 8);
  });

  it.each(reference.sign_flip)("agrees with every flip written out: $counts, sum $sum", (row) => {
    expect(Math.abs(signFlipP(row.counts, row.sum) - row.p)).toBeLessThan(1e-12);
  });

  it("is worked by hand for the nets 2 and 1: of sums ±3, ±1 half are 3 or more", () => {
    const nets = [
      { magnitude: 2, patients: 1 },
      { magnitude: 1, patients: 1 },
    ];
    expect(signFlipP(nets, 3)).toBe(0.5);
    expect(signFlipP(nets, -1)).toBe(1);
  });

  it("is 1 where engine and coder differ evenly or nobody differs", () => {
    expect(signFlipP([{ magnitude: 1, patients: 4 }], 0)).toBe(1);
    expect(signFlipP([], 0)).toBe(1);
  });

  it("is the same when sides swap, and falls as the sum moves away from 0", () => {
    fc.assert(
      fc.property(counts, (rows) => {
        const size = rows.reduce((sum, { magnitude, patients }) => sum + magnitude * patients, 0);
        let previous = 1;
        for (let sum = size % 2; sum <= size; sum += 2) {
          const p = signFlipP(rows, sum);
          expect(p).toBeLessThanOrEqual(previous + 1e-12);
          expect(signFlipP(rows, -sum)).toBe(p);
          previous = p;
        }
      }),
      { numRuns: 25 },
    );
  });

  it("is exact up to a sum of 2,000 and close to the normal limit just beyond it", () => {
    const p = signFlipP([{ magnitude: 1, patients: 2000 }], 90);
    expect(p).toBeCloseTo(2 * binomialCdf(955, 2000, 0.5), 12);
    const beyond = signFlipP([{ magnitude: 1, patients: 2002 }], 90);
    expect(beyond).toBeCloseTo(2 * binomialCdf(956, 2002, 0.5), 4);
    const even = signFlipP([{ magnitude: 2, patients: 1001 }], 180);
    expect(even).toBeCloseTo(2 * binomialCdf(455, 1001, 0.5), 3);
  });

  it("does 30,000 codes of small counts, and the largest code, quickly", () => {
    const random = seededRandom(7);
    const draw = (most: number) => 1 + Math.floor(random() * most);
    const begun = performance.now();
    for (let code = 0; code < 30_000; code += 1) {
      const rows = [
        { magnitude: 1, patients: draw(20) },
        { magnitude: 2, patients: draw(4) },
      ];
      signFlipP(rows, draw(8));
    }
    expect(performance.now() - begun).toBeLessThan(1500);
    const largest = performance.now();
    const rows = Array.from({ length: 60 }, (_, index) => ({ magnitude: index + 1, patients: 1 }));
    signFlipP([...rows, { magnitude: 1, patients: 170 }], 100);
    expect(performance.now() - largest).toBeLessThan(100);
  });
});
