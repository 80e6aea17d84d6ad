import { expect, it } from "vitest";
import { benchmarkSchema, gateDefaults } from "../../src/domain/benchmark.ts";
import { planGate } from "../../src/gate/plan/plan-gate.ts";
import { noPlanOptions } from "../../src/gate/plan/plan-inputs.ts";
import { renderPlan } from "../../src/report/render-plan.ts";

const plan = planGate({
  scenario: "pilot <one>",
  gate: {
    ...gateDefaults,
    benchmarks: [
      benchmarkSchema.parse({ metric: "encounters.exact_match", at_least: 0.95, expected: 0.98 }),
      benchmarkSchema.parse({ metric: "codes.f1", no_worse_by: 0.02, relative_to: "human" }),
    ],
    waivers: [],
    baseline: null,
  },
  spec: { encounters_per_week: 100 },
  pilot: null,
  options: noPlanOptions,
});

it("the page of a plan has a curve beside its table, no script, and the same bytes each time", async () => {
  const page = await renderPlan(plan);
  expect(page).toBe(await renderPlan(plan));
  expect(page).not.toContain("<script");
  expect(page).toContain("pilot &lt;one&gt;");
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).toContain("no worse than the second coder by 2\u00a0points");
  const [row] = plan.benchmarks;
  for (const { encounters } of row?.curve ?? []) expect(page).toContain(`>${encounters}</th>`);
  expect(page).toContain(`${row?.weeks_80}–${row?.weeks_90}\u00a0weeks`);
  expect(page).not.toMatch(/NaN|undefined|null/);
});
