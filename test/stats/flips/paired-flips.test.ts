import { describe, expect, it } from "vitest";
import { flipVariance } from "../../../src/stats/flips/flip-variance.ts";
import { type FlipPattern, flipCount, pairedFlipP } from "../../../src/stats/flips/paired-flips.ts";
import { countBits, randomWords } from "../../../src/stats/flips/random-words.ts";
import { signFlipP } from "../../../src/stats/flips/sign-flip.ts";
import { holmAdjusted } from "../../../src/stats/multiplicity.ts";

/** Three standard errors of a p drawn by flips. */
function near(p: number): number {
  return 3 * Math.sqrt((p * (1 - p)) / flipCount) + 1 / flipCount;
}

function mirror(patterns: readonly FlipPattern[]): readonly FlipPattern[] {
  return patterns.map(({ dy, dx, clusters }) => ({ dy: -dy, dx: -dx, clusters }));
}

describe("p of a paired difference by sign flips", () => {
  it.each([
    [5, 0],
    [8, 2],
    [40, 20],
    [100, 70],
    [900, 1000],
  ])("comes near the exact sign flips where %i clusters gain one and %i lose one", (gain, loss) => {
    const patterns = [
      { dy: 1, dx: 0, clusters: gain },
      { dy: -1, dx: 0, clusters: loss },
    ];
    const exact = signFlipP([{ magnitude: 1, patients: gain + loss }], gain - loss);
    const p = pairedFlipP({ y: 4000, x: 8000 }, patterns, 7);
    expect(Math.abs((p ?? 2) - exact)).toBeLessThan(near(exact));
  });

  it("counts both ends of three unequal clusters: 2 of 8 sums of ±1 ±2 ±4 reach 7", () => {
    const patterns = [1, 2, 4].map((dy) => ({ dy, dx: 0, clusters: 1 }));
    const p = pairedFlipP({ y: 93, x: 200 }, patterns, 1) ?? 2;
    expect(Math.abs(p - 0.25)).toBeLessThan(near(0.25));
  });

  it("is the same both ways round, with changed denominators too", () => {
    const patterns = Array.from({ length: 60 }, (_, at) => ({
      dy: ((at * 7) % 11) - 4,
      dx: ((at * 5) % 7) - 3,
      clusters: 1 + (at % 13),
    }));
    const totals = { y: 3000, x: 9000 };
    expect(pairedFlipP(totals, mirror(patterns), 3)).toBe(pairedFlipP(totals, patterns, 3));
    expect(pairedFlipP(totals, [...patterns].reverse(), 3)).toBe(pairedFlipP(totals, patterns, 3));
  });

  it("is 1 where nothing differs, and null without a denominator", () => {
    expect(pairedFlipP({ y: 10, x: 20 }, [], 7)).toBe(1);
    expect(pairedFlipP({ y: 0, x: 0 }, [], 7)).toBeNull();
  });

  it("reaches 1 in 10,001 and no lower", () => {
    expect(pairedFlipP({ y: 500, x: 2000 }, [{ dy: 1, dx: 0, clusters: 400 }], 7)).toBe(1 / 10_001);
  });
});

describe("the variance of a paired difference under sign flips", () => {
  it("is 4 Σ dy² / X² where denominators are equal: 3 and 1 of 20 and 20 give 4 · 5 / 1600", () => {
    const moments = (y: bigint, yy: bigint, xy: bigint) => ({ clusters: 9, y, x: 20n, yy, xy, xx: 48n });
    const a = moments(20n, 48n, 48n);
    const b = moments(17n, 4n + 1n + 7n * 4n, 8n + 2n + 7n * 4n);
    const cross = { yayb: 8n + 2n + 28n, yaxb: 48n, xayb: 8n + 2n + 28n, xaxb: 48n };
    expect(flipVariance(a, b, cross)).toBeCloseTo((4 * 5) / 1600, 15);
  });
});

describe("fair bits", () => {
  it("are the same for a seed, others for another, and half of them set", () => {
    const draw = (seed: number) => Array.from({ length: 4000 }, randomWords(seed));
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)[0]).not.toBe(draw(6)[0]);
    const bits = draw(5).reduce((sum, word) => sum + countBits(word), 0);
    expect(Math.abs(bits / (4000 * 32) - 0.5)).toBeLessThan(0.005);
  });

  it("are counted in any word", () => {
    expect([0, 1, 255, 0xffffffff, 0x80000001].map(countBits)).toEqual([0, 1, 8, 32, 2]);
  });
});

describe("Holm's adjusted p", () => {
  it("multiplies by what is left and never falls: .01 .04 .03 of three", () => {
    expect(holmAdjusted([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holmAdjusted([0.5, 0.9])).toEqual([1, 1]);
  });
});
