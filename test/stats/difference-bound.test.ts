import { expect, it } from "vitest";
import { differenceLower, guessDiffering } from "../../src/stats/difference-bound.ts";
import { clopperPearsonUpper } from "../../src/stats/proportion.ts";
import { tQuantile } from "../../src/stats/quantiles.ts";

const known = { value: -0.01, se: 0.01, df: 399, nEffective: null, clusters: 400 };

it("lies as far below the value as explains itself: δ = t·√(se² + δ/n)", () => {
  const bound = differenceLower({ ...known, confidence: 0.95 }) ?? 0;
  const reach = known.value - bound;
  expect(reach).toBeCloseTo(tQuantile(0.95, 399) * Math.sqrt(0.01 ** 2 + reach / 400), 12);
  expect(reach).toBeCloseTo(0.0202, 4);
});

it("guesses how many clusters differ where each differs by one", () => {
  expect(guessDiffering(2 / 400, 400)).toBe(4);
  expect(guessDiffering(null, 400)).toBe(0);
});

it("never lies nearer than a share that no cluster has shown yet", () => {
  const bound = differenceLower({ ...known, value: 0, se: 0, confidence: 0.95 });
  expect(bound).toBeCloseTo(-clopperPearsonUpper(0, 400, 0.95), 12);
});

it("is null where a part is missing", () => {
  for (const missing of ["value", "se", "df", "clusters"])
    expect(differenceLower({ ...known, confidence: 0.95, [missing]: null })).toBeNull();
});
