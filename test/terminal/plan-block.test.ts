import { expect, it } from "vitest";
import { benchmarkSchema, gateDefaults } from "../../src/domain/benchmark.ts";
import { planGate } from "../../src/gate/plan/plan-gate.ts";
import { noPlanOptions } from "../../src/gate/plan/plan-inputs.ts";
import { plainPalette } from "../../src/terminal/palette.ts";
import { renderPlan } from "../../src/terminal/plan-block.ts";

const plan = planGate({
  scenario: "pilot",
  gate: {
    ...gateDefaults,
    benchmarks: [
      benchmarkSchema.parse({ metric: "encounters.exact_match", at_least: 0.95, expected: 0.999 }),
      benchmarkSchema.parse({ metric: "codes.f1", slice: { payer: null }, at_least: 0.9 }),
    ],
    waivers: [],
    baseline: null,
  },
  spec: { encounters_per_week: 20 },
  pilot: null,
  options: noPlanOptions,
});

it("a plan has a line a benchmark, its chances at round numbers, what is missing and what was assumed", () => {
  const lines = renderPlan(plan, { width: 100, palette: plainPalette });
  const text = lines.join("\n");
  expect(lines[0]).toBe("Encounters needed for pilot");
  expect(text).toMatch(/encounters\.exact_match +≥ 0\.95 +0\.999 +59 +59 +3\n/);
  expect(text).toMatch(/codes\.f1 · payer \(not recorded\) +≥ 0\.9 +– +– +– +–\n/);
  expect(text).toMatch(/encounters in the figure +50 +100\n {2}encounters\.exact_match +0 % +99 %\n/);
  expect(text).toContain("at most 59 encounters of the site for 80 %,\n59 for 90 %, 3 weeks.");
  expect(text).toContain("Not reckoned in: “codes.f1, payer not recorded”.");
  expect(text).toContain("  - codes.f1 · payer (not recorded): no true value to reckon with");
  expect(text).toContain("  - Each patient comes once.");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});
