import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochbergCounted } from "../../src/stats/counted-tests.ts";
import { expectedHits, fisherP, type Overlap } from "../../src/stats/fisher.ts";
import { logFactorial } from "../../src/stats/log-factorial.ts";
import { benjaminiHochberg } from "../../src/stats/multiplicity.ts";

/** [[a, b], [c, d]] as R's fisher.test takes it. */
function tableOf(a: number, b: number, c: number, d: number): Overlap {
  return { hits: a, drawn: a + b, marked: a + c, total: a + b + c + d };
}

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let index = 0; index < k; index += 1) ways = (ways * BigInt(n - index)) / BigInt(index + 1);
  return k < 0 || k > n ? 0n : ways;
}

/** P(X ≥ hits) in whole numbers, to 18 digits. */
function exactP({ hits, drawn, marked, total }: Overlap): number {
  let ways = 0n;
  for (let x = hits; x <= Math.min(drawn, marked); x += 1)
    ways += choose(marked, x) * choose(total - marked, drawn - x);
  const digits = 10n ** 330n;
  return Number(`${(ways * digits) / choose(total, drawn)}e-330`);
}

const overlap = fc
  .record({ total: fc.integer({ min: 1, max: 120 }), drawn: fc.nat(), marked: fc.nat(), hits: fc.nat() })
  .map(({ total, drawn, marked, hits }) => {
    const [ofDrawn, ofMarked] = [drawn % (total + 1), marked % (total + 1)];
    const least = Math.max(0, ofDrawn + ofMarked - total);
    const most = Math.min(ofDrawn, ofMarked);
    return { total, drawn: ofDrawn, marked: ofMarked, hits: least + (hits % (most - least + 1)) };
  });

describe("fisherP", () => {
  it("gives 17/70 for the lady tasting tea (Fisher 1935)", () => {
    expect(fisherP(tableOf(3, 1, 1, 3))).toBeCloseTo(17 / 70, 14);
  });

  it("gives the values of exact fractions on published tables", () => {
    expect(fisherP(tableOf(8, 2, 1, 5))).toBeCloseTo(7 / 286, 14);
    // Convictions of like-sex twins (Fisher 1970), the example of R's fisher.test: 619/1330665.
    expect(fisherP(tableOf(10, 3, 2, 15))).toBeCloseTo(0.00046518094336290433, 15);
  });

  it("is the sum of the exact fractions on any small table, to 11 digits", () => {
    fc.assert(
      fc.property(overlap, (table) => {
        const exact = exactP(table);
        expect(Math.abs(fisherP(table) - exact)).toBeLessThanOrEqual(1e-11 * exact + 1e-15);
      }),
    );
  });

  it("keeps relative precision in the far tail and with margins of a million", () => {
    const far = tableOf(60, 0, 40, 900);
    expect(fisherP(far) / exactP(far)).toBeCloseTo(1, 11);
    const wide = { hits: 130, drawn: 1000, marked: 100_000, total: 1_000_000 };
    expect(fisherP(wide) / exactP(wide)).toBeCloseTo(1, 8);
  });

  it("is 1 where no fewer hits are possible, 0 where so many are not", () => {
    expect(fisherP({ hits: 0, drawn: 5, marked: 5, total: 100 })).toBe(1);
    expect(fisherP({ hits: 4, drawn: 7, marked: 7, total: 10 })).toBe(1);
    expect(fisherP({ hits: 6, drawn: 5, marked: 9, total: 100 })).toBe(0);
    expect(fisherP({ hits: 0, drawn: 0, marked: 0, total: 0 })).toBe(1);
  });

  it("does not change when the two properties change places", () => {
    fc.assert(
      fc.property(overlap, (table) => {
        const turned = { ...table, drawn: table.marked, marked: table.drawn };
        expect(fisherP(turned)).toBeCloseTo(fisherP(table), 12);
      }),
    );
  });

  it("expects drawn × marked over total", () => {
    expect(expectedHits({ hits: 0, drawn: 10, marked: 30, total: 100 })).toBe(3);
    expect(expectedHits({ hits: 0, drawn: 0, marked: 0, total: 0 })).toBe(0);
  });
});

describe("logFactorial", () => {
  it("agrees with the sum of logarithms on both sides of the table's end", () => {
    let sum = 0;
    for (let n = 1; n <= 400; n += 1) {
      sum += Math.log(n);
      expect(logFactorial(n) / Math.max(sum, 1)).toBeCloseTo(sum / Math.max(sum, 1), 13);
    }
    expect(logFactorial(0)).toBe(0);
    // ln 10⁶! by Stirling's series in decimals of 40 digits.
    expect(logFactorial(1_000_000)).toBeCloseTo(12815518.384658169, 7);
  });
});

describe("benjaminiHochbergCounted", () => {
  it("gives what the plain procedure gives with every hypothesis listed", () => {
    const tests = fc.array(
      fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), count: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(tests, fc.nat({ max: 50 }), (counted, unseen) => {
        const listed = counted.flatMap(({ p, count }) => Array.from({ length: count }, () => p));
        const size = listed.length + unseen;
        const plain = benjaminiHochberg(listed, size);
        const adjusted = benjaminiHochbergCounted(counted, size);
        for (const [index, { p }] of counted.entries())
          expect(adjusted[index]).toBeCloseTo(plain[listed.indexOf(p)] ?? -1, 12);
      }),
    );
  });
});
