import { expect, it } from "vitest";
import { blankComparison } from "../../src/analysis/compare/compared-figures.ts";
import { formatJudged, leastFlipP } from "../../src/domain/chance-words.ts";
import type { ComparedFigure } from "../../src/domain/comparison.ts";
import { flipCount } from "../../src/stats/flips/paired-flips.ts";

function judged(more: Partial<ComparedFigure>): string | null {
  const key = { metric: "codes.recall", system: "all", slice: null };
  return formatJudged({ ...key, ...blankComparison, method: "paired difference; p by sign flips", ...more });
}

it("the least p of sign flips is that of as many as are thrown", () => {
  expect(leastFlipP).toBe(1 / (flipCount + 1));
});

it("an adjusted p at the least that flips can give is a bound, rounded up", () => {
  expect(judged({ p: leastFlipP, p_holm: 17 * leastFlipP })).toBe("≤ 0.002");
  expect(judged({ p: 2 * leastFlipP, p_holm: 34 * leastFlipP })).toBe("0.003");
  expect(judged({ p: leastFlipP, p_holm: 5 * leastFlipP })).toBe("< 0.001");
  expect(judged({ p: leastFlipP, p_holm: 0.0017, method: "p by z" })).toBe("0.002");
  expect([judged({ p: leastFlipP, q: 0.004 }), judged({})]).toEqual(["0.004", null]);
});
