import { expect, it } from "vitest";
import { differenceLower, guessDiffering } from "../../src/stats/difference-bound.ts";
import { clopperPearsonUpper } from "../../src/stats/proportion.ts";
import { tQuantile } from "../../src/stats/quantiles.ts";

const known = { value: -0.01, se: 0.01, df: 399, nEffective: null, rareClusters: 60, clusters: 400 };

it("is value − t·se where many clusters differ", () => {
  const bound = differenceLower({ ...known, confidence: 0.95 });
  expect(bound).toBeCloseTo(-0.01 - tQuantile(0.95, 399) * 0.01, 12);
});

it("knows the spread no better than by the clusters that differ", () => {
  const bound = differenceLower({ ...known, rareClusters: 4, confidence: 0.95 });
  expect(bound).toBeCloseTo(-0.01 - tQuantile(0.95, 3) * 0.01, 12);
  // 4 discordant pairs of 400: se² = Σd²/n² − …, so n·se is about 2
  expect(guessDiffering(2 / 400, 400)).toBe(4);
});

it("never lies nearer than a share that no cluster has shown yet", () => {
  const bound = differenceLower({ ...known, value: 0, se: 0, rareClusters: 0, confidence: 0.95 });
  expect(bound).toBeCloseTo(-clopperPearsonUpper(0, 400, 0.95), 12);
});

it("is null where a part is missing", () => {
  for (const missing of ["value", "se", "df", "clusters"])
    expect(differenceLower({ ...known, confidence: 0.95, [missing]: null })).toBeNull();
});
