import { describe, expect, it } from "vitest";
import { pcsAxes } from "../../src/codeset/pcs-axes.ts";

describe("the axes of a PCS code", () => {
  it.each([
    ["0", ["body part", "approach", "device", "qualifier"]],
    ["3", ["body system or region", "approach", "substance", "qualifier"]],
    ["5", ["body system", "duration", "function", "qualifier"]],
    ["B", ["body part", "contrast", "qualifier", "qualifier"]],
    ["I", null],
  ])("of section %s: %j", (section, axes) => {
    expect(pcsAxes(section)).toEqual(axes);
  });

  it("are known for all 17 sections", () => {
    const sections = [..."0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"].filter((section) => pcsAxes(section) !== null);
    expect(sections.join("")).toBe("0123456789BCDFGHX");
  });
});
