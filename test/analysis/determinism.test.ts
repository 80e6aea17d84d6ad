import { expect, it } from "vitest";
import { makeCharts, tablesOf } from "./charts.ts";
import { measure, type Tables } from "./made-tables.ts";

function withAttributes(tables: Tables): Tables {
  const encounters = tables.encounters.map((row, index) => ({
    ...row,
    payer: ["Medicare", "Medicaid", "Aetna", null][index % 4] ?? null,
    claim_type: index % 3 === 0 ? "facility" : "professional",
  }));
  return { ...tables, encounters };
}

it("one thread and four give the same bytes on 2,000 encounters", async () => {
  const tables = withAttributes(tablesOf(makeCharts(2000, 700, 23)));
  const input = { slices: ["payer"] };
  const one = await measure(tables, input, 1);
  const four = await measure(tables, input, 4);
  expect(one.analysis.figures.length).toBeGreaterThan(300);
  expect(JSON.stringify(four.analysis)).toBe(JSON.stringify(one.analysis));
});
