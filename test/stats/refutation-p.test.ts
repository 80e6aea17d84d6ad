import { expect, it } from "vitest";
import { upperBound } from "../../src/stats/gate-bound.ts";
import { clopperPearsonUpper } from "../../src/stats/proportion.ts";
import { binomialCdf } from "../../src/stats/quantiles.ts";
import { leastP, refutationP } from "../../src/stats/refutation-p.ts";

it("inverts Clopper–Pearson into the exact binomial p", () => {
  for (const [hits, n, share] of [
    [88, 100, 0.95],
    [45, 60, 0.9],
    [0, 10, 0.2],
  ] as const) {
    const p = refutationP((alpha) => clopperPearsonUpper(hits, n, 1 - alpha) < share);
    expect(Math.abs(p - binomialCdf(hits, n, share))).toBeLessThan(1e-9);
  }
});

it("agrees with the bound of a clustered ratio at every level", () => {
  const evidence = {
    value: 0.9,
    se: 0.02,
    numerator: 900,
    denominator: 1000,
    nEffective: 200,
    rareClusters: 60,
    df: 199,
    scale: "logit",
  } as const;
  const refutes = (alpha: number) => (upperBound({ ...evidence, confidence: 1 - alpha }) ?? 1) < 0.94;
  const p = refutationP(refutes);
  expect(p).toBeGreaterThan(0.001);
  expect(refutes(p + 1e-9)).toBe(true);
  expect(refutes(p - 1e-9)).toBe(false);
});

it("is 1 where nothing refutes, and never 0", () => {
  expect(refutationP(() => false)).toBe(1);
  expect(refutationP(() => true)).toBe(leastP);
});
