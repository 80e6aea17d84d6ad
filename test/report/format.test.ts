import { describe, expect, it } from "vitest";
import {
  formatBeside,
  formatChance,
  formatCount,
  formatList,
  formatPercent,
  formatPercentRange,
  formatPoints,
  formatPointsRange,
  formatQuantity,
  formatRange,
  formatRequired,
  formatValue,
} from "../../src/report/format.ts";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

describe("numbers of the report", () => {
  it("prints shares as percentages with one decimal", () => {
    expect(plain(formatPercent(0.4484))).toBe("44.8 %");
    expect(plain(formatPercent(1))).toBe("100.0 %");
    expect(plain(formatPercent(-0.842716))).toBe("−84.3 %");
  });

  it("prints intervals with one unit, and with a word where an end is negative", () => {
    expect(plain(formatPercentRange(0.897, 0.924))).toBe("89.7–92.4 %");
    expect(plain(formatPercentRange(-0.012, 0.03))).toBe("−1.2 to 3.0 %");
    expect(formatPercentRange(null, 0.9)).toBeNull();
  });

  it("signs differences, and writes no sign before a zero", () => {
    expect(plain(formatPoints(0.031))).toBe("+3.1 points");
    expect(plain(formatPoints(-0.0002))).toBe("0.0 points");
    expect(plain(formatPointsRange(-0.027, 0.015))).toBe("−2.7 to +1.5 points");
  });

  it("groups thousands and counts nouns", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
    expect(plain(formatQuantity(1, "encounter"))).toBe("1 encounter");
    expect(plain(formatQuantity(1480, "encounter"))).toBe("1,480 encounters");
  });

  it("prints a dash where there is no number", () => {
    expect(formatPercent(null)).toBe("—");
    expect(formatCount(null)).toBe("—");
    expect(formatValue("ms", null)).toBe("—");
    expect(formatChance(null)).toBe("—");
  });

  it("never rounds a miss up to what was required", () => {
    expect(plain(formatBeside("share", 0.9497, 0.95))).toBe("94.97 %");
    expect(plain(formatBeside("share", 0.94996, 0.95))).toBe("94.996 %");
    expect(plain(formatBeside("share", 0.93, 0.95))).toBe("93.0 %");
    expect(plain(formatBeside("share", 0.95, 0.95))).toBe("95.0 %");
  });

  it("prints what is required as it was written", () => {
    expect(plain(formatRequired("share", 0.95))).toBe("95 %");
    expect(plain(formatRequired("share", 0.925))).toBe("92.5 %");
    expect(plain(formatRequired("ms", 5000))).toBe("5,000 ms");
    expect(plain(formatRequired("difference", -0.02))).toBe("−2 points");
  });

  it("keeps each unit's own form", () => {
    expect(plain(formatRange("ms", 812, 2410))).toBe("812–2,410 ms");
    expect(plain(formatValue("per second", 8.03))).toBe("8.0 per second");
    expect(formatChance(0.0004)).toBe("<\u00a00.001");
    expect(formatChance(0.0321)).toBe("0.032");
  });

  it("joins lists as people do", () => {
    expect(formatList(["CPT"])).toBe("CPT");
    expect(formatList(["CPT", "HCPCS", "ICD-10-CM"])).toBe("CPT, HCPCS and ICD-10-CM");
  });
});
