import { expect, it } from "vitest";
import { verdictSchema } from "../../src/domain/verdict.ts";
import { HarnessError } from "../../src/errors.ts";
import { describeError, renderError } from "../../src/terminal/error-text.ts";
import { plainPalette } from "../../src/terminal/palette.ts";
import { renderVerdict } from "../../src/terminal/verdict-block.ts";

const verdict = verdictSchema.parse({
  schema: "shadowbench.verdict/1",
  run: "pilot-1234",
  verdict: "no-go",
  reasons: ["codes.recall, ICD-10-CM: the upper bound 0.882 is below 0.95"],
  confidence: 0.95,
  benchmarks: [
    {
      metric: "codes.recall",
      system: "ICD-10-CM",
      slice: { payer: "Medicare" },
      requirement: { at_least: 0.95, on: "bound" },
      value: 0.8712,
      bound: 0.882,
      lower: 0.86,
      upper: 0.882,
      encounters: 1500,
      outcome: "not-met",
      reason: "the upper bound 0.882 is below 0.95",
      encounters_needed: null,
    },
    {
      metric: "engine.error_rate",
      system: null,
      slice: null,
      requirement: { at_most: 0.01, on: "point" },
      value: null,
      bound: null,
      lower: null,
      upper: null,
      encounters: null,
      outcome: "inconclusive",
      reason: "0/0",
      encounters_needed: null,
    },
  ],
});

it("shows the word, the reasons and a line a benchmark", () => {
  expect(renderVerdict(verdict, { width: 100, palette: plainPalette })).toEqual([
    "NO-GO  pilot-1234",
    "",
    "  - codes.recall, ICD-10-CM: the upper bound 0.882 is below 0.95",
    "",
    "  outcome  benchmark                                        required  measured  bound  encounters",
    "  not met  codes.recall · ICD-10-CM · payer Medicare          ≥ 0.95    0.8712  0.882       1,500",
    "  open     engine.error_rate                          ≤ 0.01 (value)         –      –           –",
  ]);
});

it("shows an error with its place, every problem and what to do", () => {
  const error = new HarnessError("scenario-invalid", "2 problems in a.yaml", {
    hint: "mend both",
    problems: [
      { message: "first", where: { file: "a.yaml", line: 3, column: 7 }, hint: "try b" },
      { message: "second" },
    ],
  });
  expect(renderError(error, plainPalette)).toEqual([
    "error: 2 problems in a.yaml",
    "  - a.yaml:3:7: first",
    "      try b",
    "  - second",
    "hint: mend both",
  ]);
  expect(describeError(error, 2)).toMatchObject({ error: { code: "scenario-invalid", exit_code: 2 } });
});
