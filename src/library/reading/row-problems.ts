import { HarnessError, type Problem } from "../../errors.ts";

/** Collects what is wrong with the rows of one file; the first twenty are told, the rest counted. */
export interface RowProblems {
  readonly add: (line: number, message: string, column?: number) => void;
  /** Throws `data-invalid` where anything was collected. */
  readonly finish: () => void;
}

const mostTold = 20;
const hint = "nothing of this file was added; correct it, or download it again";

function raise(file: string, problems: readonly Problem[], total: number): never {
  const [first] = problems;
  if (total === 1 && first !== undefined) {
    throw new HarnessError("data-invalid", first.message, { where: first.where, hint });
  }
  const rest = total - problems.length;
  const told = rest === 0 ? problems : [...problems, { message: `and ${rest} more`, where: { file } }];
  throw new HarnessError("data-invalid", `${total} rows cannot be read`, {
    where: { file },
    problems: told,
    hint,
  });
}

export function collectRowProblems(file: string): RowProblems {
  const problems: Problem[] = [];
  let total = 0;
  return {
    add: (line, message, column) => {
      total += 1;
      if (problems.length < mostTold) problems.push({ message, where: { file, line, column } });
    },
    finish: () => {
      if (total > 0) raise(file, problems, total);
    },
  };
}

/** A cell's text as messages show it: in quotes, cut at 40 characters. */
export function showCell(value: string): string {
  return JSON.stringify(value.length <= 40 ? value : `${value.slice(0, 39)}…`);
}
