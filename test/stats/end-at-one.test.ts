import { expect, it } from "vitest";
import { asShare, fromShare, fromShares, shareOf } from "../../src/stats/end-at-one.ts";
import type { GateEvidence } from "../../src/stats/gate-bound.ts";
import { powerAt } from "../../src/stats/power/power.ts";

/** Net accuracy .9 of 1,000 codes of 400 patients: half the share of errors, half the standard error. */
const net: GateEvidence = {
  value: 0.9,
  se: 0.02,
  numerator: 900,
  denominator: 1000,
  nEffective: 300,
  rareClusters: 60,
  df: 399,
  scale: "identity",
  confidence: 0.95,
};

it("reads a figure of at most 1 as the share (1 + x)/2, and back", () => {
  expect(asShare(net)).toEqual({ ...net, value: 0.95, se: 0.01, scale: "logit" });
  expect(fromShare(0.95)).toBeCloseTo(0.9, 15);
  expect(shareOf({ value: 0.9, variance: 0.0004 })).toEqual({ value: 0.95, variance: 0.0001 });
  expect(fromShares({ lower: 0.9, upper: 1 })).toEqual({ lower: 0.8, upper: 1 });
  expect(fromShares(null)).toBeNull();
});

it("leaves a figure on its own scale below 0, and where nobody counted the patients with an error", () => {
  expect(asShare({ ...net, value: -0.1 })).toBeNull();
  expect(asShare({ ...net, rareClusters: null })).toBeNull();
  expect(asShare({ ...net, scale: "logit" })).toBeNull();
});

it("is planned as its share is", () => {
  const share = { ...net, value: 0.95, se: 0.01, scale: "logit" as const };
  const planned = powerAt({ ...net, isAtMostOne: true }, { kind: "at-least", threshold: 0.86 }, 400, 500);
  expect(planned).toBeCloseTo(powerAt(share, { kind: "at-least", threshold: 0.93 }, 400, 500), 12);
  expect(planned).toBeGreaterThan(0.5);
});
