import { describe, expect, it } from "vitest";
import { countFalseFindings } from "./subgroup-nulls.ts";

/** At most 16 of 200 runs may show a finding in a family; there are slices and crossings of each of six figures. */
describe("subgroups of 200 runs in which no subgroup differs", () => {
  it.each([
    ["patients have several encounters", { encounters: 400, patients: 170, rare: 0.03 }],
    ["failures and abstentions are rare", { encounters: 500, patients: 500, rare: 0.004 }],
    ["few patients have many encounters", { encounters: 400, patients: 40, rare: 0.1 }],
  ])("show a finding in at most 16, by family, where %s", { timeout: 60_000 }, (_, design) => {
    const found = countFalseFindings(design, 200);
    expect(found.size).toBe(12);
    expect([...found].filter(([, runs]) => runs > 16)).toEqual([]);
  });
});
