import { expect, it } from "vitest";
import { readPlanOptions } from "../../src/commands/read-plan-options.ts";
import { HarnessError } from "../../src/errors.ts";

function refusalOf(options: Parameters<typeof readPlanOptions>[0]) {
  try {
    readPlanOptions(options);
  } catch (error) {
    if (error instanceof HarnessError) return { code: error.code, message: error.message, hint: error.hint };
  }
  return null;
}

it("reads numbers, and true values by metric", () => {
  const options = readPlanOptions({
    expected: ["0.97", "codes.f1=.9", "excess.codes.recall=-0.01"],
    designEffect: "1",
    perWeek: "400",
  });
  expect(options).toEqual({
    expected: 0.97,
    expectedOf: new Map([
      ["codes.f1", 0.9],
      ["excess.codes.recall", -0.01],
    ]),
    designEffect: 1,
    codesPerEncounter: null,
    perWeek: 400,
  });
});

it.each([
  [{ expected: ["codes.recal=0.9"] }, 'unknown metric "codes.recal" in --expected'],
  [{ expected: ["0.9", "0.8"] }, "--expected is given twice without a metric: 0.9, 0.8"],
  [{ expected: ["high"] }, '--expected takes a number, not "high"'],
  [{ designEffect: "0.5" }, "--design-effect is 0.5"],
  [{ codesPerEncounter: "0" }, "--codes-per-encounter is 0"],
  [{ perWeek: "-4" }, "--per-week is -4"],
])("refuses %j", (options, message) => {
  expect(refusalOf(options)).toMatchObject({ code: "command-invalid", message });
});
