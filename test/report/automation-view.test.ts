import { expect, it } from "vitest";
import { type AutomationRow, automationRowSchema } from "../../src/domain/evidence-tables.ts";
import type { Results } from "../../src/domain/results.ts";
import type { ChartRequest } from "../../src/report/charts/drawing.ts";
import { buildAutomationView } from "../../src/report/view/automation-view.ts";
import { makeFigure, makeResults, makeService } from "./fixtures.ts";

const proved: AutomationRow = automationRowSchema.parse({
  slice: null,
  threshold: 0.916,
  target_error: 0.05,
  confidence: 0.95,
  method: "Learn-then-Test, exact binomial, one encounter a patient",
  candidates: 163,
  tested_encounters: 1037,
  tested_accepted: 673,
  tested_errors: 21,
  encounters: 1000,
  accepted: 616,
  errors: 24,
  coverage: 0.616,
  coverage_lower: 0.585,
  coverage_upper: 0.646,
  precision: 0.961,
  precision_lower: 0.942,
  precision_upper: 0.974,
  charts_per_day: 123.2,
  errors_per_day: 4.8,
  errors_per_1000: 24,
  note: null,
});

const none: AutomationRow = {
  ...proved,
  slice: { setting: null },
  threshold: null,
  coverage: null,
  precision: null,
  charts_per_day: null,
  errors_per_day: null,
  errors_per_1000: null,
  note: "none is proved: 12 of the 203 most confident encounters tested are no exact match",
};

async function build(tables: Partial<Results["tables"]>, note: string | null = null) {
  const results = makeResults();
  const requests: ChartRequest[] = [];
  const figures = [...results.figures, makeFigure({ metric: "automation.threshold", note })];
  const input = {
    results: { ...results, figures, tables: { ...results.tables, ...tables } },
    service: makeService(),
  };
  const view = await buildAutomationView({ ...input, verdict: null }, async (request) => {
    requests.push(request);
    return null;
  });
  return { view, requests };
}

const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ");

it("a proved threshold is told in charts a day and in errors let through", async () => {
  const { view } = await build({ automation: [proved, none] });
  expect(plain(view.sentence)).toBe(
    "Encounters with a confidence of 0.916 or more may go direct to bill: at most 5 % of those accepted are not coded exactly as the coders did, at 95 % confidence. On the half of the run that it was not chosen on, it accepts 61.6 % (58.5–64.6 %) of 1,000 encounters, and 96.1 % (94.2–97.4 %) of those are coded exactly alike.",
  );
  expect(plain(view.volume)).toBe(
    "Of every 1,000 charts, about 24 would be billed with an error that no person saw. At the volume of this run, about 123 charts a day need no coder, and about 4.8 of them have an error.",
  );
  expect(view.lines.map(({ title, threshold, charts }) => [title, threshold, charts])).toEqual([
    ["Whole run", "0.916", "123.2"],
    ["setting: not recorded", "none", "—"],
  ]);
});

it("where none is proved it says so, and that nothing should go direct to bill", async () => {
  const { view } = await build({ automation: [{ ...none, slice: null }] });
  expect(plain(view.sentence)).toMatch(/^No threshold holds what was asked/);
  expect(view.sentence).toContain("12 of the 203 most confident encounters");
  expect(view.sentence).toMatch(/Nothing should go direct to bill on this evidence\.$/);
  expect(view.volume).toBeNull();
});

it("where none was asked for it gives the reason, and still draws what the confidences show", async () => {
  const risk = Array.from({ length: 25 }, (_, index) => ({
    confidence: 0.99 - index / 100,
    accepted: 8 * (index + 1),
    coverage: (index + 1) / 30,
    risk: index / 100,
  }));
  const { view, requests } = await build(
    { risk_coverage: risk },
    "the scenario asks for no automation threshold",
  );
  expect(view.sentence).toBe("The scenario asks for no automation threshold.");
  expect(view.lines).toEqual([]);
  expect(requests.map(({ kind }) => kind)).toEqual(["share-curve"]);
  expect(view.risk?.lines.length).toBe(9);
  expect(view.risk?.lines.at(-1)?.accepted).toBe("200");
});
