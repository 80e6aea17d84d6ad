import { nearestName } from "../domain/nearest-name.ts";
import { HarnessError, type Problem } from "../errors.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";

type Mention = readonly [column: string, path: readonly (string | number)[]];

function mentions({ scenario }: LoadedScenario): readonly Mention[] {
  const keys = (filter: object, path: readonly (string | number)[]): Mention[] =>
    Object.keys(filter).map((column) => [column, [...path, column]]);
  return [
    ...keys(scenario.include, ["include"]),
    ...keys(scenario.exclude, ["exclude"]),
    ...scenario.slices.map((column, index): Mention => [column, ["slices", index]]),
    ...(scenario.automation?.by === undefined
      ? []
      : [[scenario.automation.by, ["automation", "by"]] satisfies Mention]),
    ...scenario.send.columns.map((column, index): Mention => [column, ["send", "columns", index]]),
    ...(scenario.gate?.benchmarks ?? []).flatMap((benchmark, index) =>
      keys(benchmark.slice ?? {}, ["gate", "benchmarks", index, "slice"]),
    ),
  ];
}

function describe(loaded: LoadedScenario, [column, path]: Mention, columns: readonly string[]): Problem {
  const nearest = nearestName(column, columns);
  const hint =
    nearest === null || nearest === undefined ? `columns: ${columns.join(", ")}` : `did you mean ${nearest}?`;
  return { message: `encounters has no column ${column}`, where: loaded.locate([...path]), hint };
}

/** Throws `scenario-invalid` with every column of the scenario that the encounters table has not. */
export function checkColumns(loaded: LoadedScenario, columns: readonly string[]): void {
  const unknown = mentions(loaded).filter(([column]) => !columns.includes(column));
  if (unknown.length === 0) return;
  const problems = unknown.map((mention) => describe(loaded, mention, columns));
  throw new HarnessError("scenario-invalid", `${problems.length} unknown columns in ${loaded.file}`, {
    problems,
  });
}
