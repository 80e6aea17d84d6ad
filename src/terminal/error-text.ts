import { formatPlace, type HarnessError, type Problem } from "../errors.ts";
import type { Palette } from "./palette.ts";
import { plainLines, plainText } from "./plain-text.ts";

function renderProblem(problem: Problem, palette: Palette): string[] {
  const place = problem.where === undefined ? "" : `${formatPlace(problem.where)}: `;
  const hint = problem.hint === undefined ? [] : [`      ${palette.dim(plainLines(problem.hint))}`];
  return [`  - ${plainText(place)}${plainLines(problem.message)}`, ...hint];
}

/** An error that a person can mend: what, where, every problem found, and what to do. */
export function renderError(error: HarnessError, palette: Palette): string[] {
  const place = error.where === undefined ? "" : `${formatPlace(error.where)}: `;
  return [
    `${palette.red("error:")} ${plainText(place)}${plainLines(error.message)}`,
    ...error.problems.flatMap((problem) => renderProblem(problem, palette)),
    ...(error.hint === undefined ? [] : [`${palette.bold("hint:")} ${plainLines(error.hint)}`]),
  ];
}

/** The same as a document for machines. */
export function describeError(error: HarnessError, exitCode: number): Record<string, unknown> {
  return {
    schema: "shadowbench.error/1",
    error: {
      code: error.code,
      message: error.message,
      hint: error.hint ?? null,
      where: error.where ?? null,
      problems: error.problems,
      exit_code: exitCode,
    },
  };
}
