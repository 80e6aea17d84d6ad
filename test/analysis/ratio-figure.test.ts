import { expect, it } from "vitest";
import { type CountedMoments, ratioFigure } from "../../src/analysis/ratio-figure.ts";
import type { Metric } from "../../src/domain/metric.ts";
import { findMetric } from "../../src/domain/metric-catalogue.ts";
import { clopperPearson } from "../../src/stats/proportion.ts";

function metricOf(name: string): Metric {
  const metric = findMetric(name);
  if (metric === undefined) throw new Error(name);
  return metric;
}

/** 100 patients of 10 codes; the last `wrong` of them have one added code each. */
function momentsWith(wrong: number): CountedMoments {
  const [right, off] = [BigInt(100 - wrong), BigInt(wrong)];
  const sums = {
    y: 1000n - off,
    x: 1000n,
    yy: right * 100n + off * 81n,
    xy: right * 100n + off * 90n,
    xx: 10_000n,
  };
  return { clusters: 100, ...sums, yes: 100, no: wrong, encounters: 100 };
}

function netOf(wrong: number) {
  const key = { metric: "codes.net_accuracy", system: "all", slice: null };
  const metric = metricOf("codes.net_accuracy");
  const parts = { unit: "patient", confidence: 0.95, noteWhenNull: "nothing" };
  return ratioFigure({ key, metric, moments: momentsWith(wrong), ...parts });
}

it("keeps the interval of net accuracy below 1, and open where no patient has an error", () => {
  const few = netOf(4);
  expect(few).toMatchObject({ value: 0.996, scale: "identity", rare_clusters: 4 });
  expect(few.upper).toBeLessThan(1);
  expect(few.lower).toBeLessThan(0.996);
  const { lower } = clopperPearson(100, 100, 0.95);
  expect(netOf(0).lower).toBeCloseTo(2 * lower - 1, 12);
  expect(netOf(0)).toMatchObject({ value: 1, upper: 1 });
});
