import { expect, it } from "vitest";
import { describeSlice } from "../../src/domain/verdict-words.ts";
import { formatBeside, formatConfidence, formatThreshold } from "../../src/gate/gate-words.ts";

it("shows a number with the digits that keep it on its side of the threshold", () => {
  expect(formatBeside(0.91234, 0.95)).toBe("0.912");
  expect(formatBeside(0.94996, 0.95)).toBe("0.94996");
  expect(formatBeside(0.9500004, 0.95)).toBe("0.9500004");
  expect(formatBeside(0.95, 0.95)).toBe("0.95");
  expect(formatBeside(0.94999999999, 0.95)).toBe("0.94999999999");
  expect(formatBeside(-0.0001, 0.5)).toBe("0");
  expect(formatBeside(1812.4, 1000)).toBe("1,812.4");
});

it("writes thresholds, confidences and slices as people read them", () => {
  expect(formatThreshold(0.95)).toBe("0.95");
  expect(formatConfidence(0.999)).toBe("99.9 %");
  expect(describeSlice({ payer: "Medicare", setting: null })).toBe("payer Medicare, setting not recorded");
  expect(describeSlice(null)).toBe("");
});
