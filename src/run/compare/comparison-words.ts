import type { Slice } from "../../domain/figure.ts";
import type { FinishedRun } from "../finished-run.ts";

function describeOther(what: string, a: string, b: string): readonly string[] {
  return a === b ? [] : [`${what}: ${a} in a, ${b} in b`];
}

function nameEngine({ results }: FinishedRun): string {
  const { name, version } = results.run.engine;
  return version.length === 0 ? name : `${name} ${version.join(", ")}`;
}

function nameLibrary({ manifest }: FinishedRun): string {
  return manifest.library.map(({ sha256 }) => sha256.slice(0, 8)).join(" ") || "none";
}

/** Whether two runs were judged by the same official tables. */
export function hasSameLibrary(a: FinishedRun, b: FinishedRun): boolean {
  const digestsOf = ({ manifest }: FinishedRun) =>
    manifest.library
      .map(({ sha256 }) => sha256)
      .sort()
      .join(" ");
  return digestsOf(a) === digestsOf(b);
}

/** What else differs between two runs over the same data, and what was left out for it. */
export function listRemarks(
  a: FinishedRun,
  b: FinishedRun,
  slicesAlone: readonly Slice[],
): readonly string[] {
  const columns = [...new Set(slicesAlone.flatMap((slice) => Object.keys(slice).join(" × ")))].sort();
  const isOneSeed = a.results.run.seed === b.results.run.seed;
  return [
    ...describeOther("engine", nameEngine(a), nameEngine(b)),
    ...describeOther("version of this program", a.results.run.tool_version, b.results.run.tool_version),
    ...(hasSameLibrary(a, b)
      ? []
      : [
          `code tables: ${nameLibrary(a)} in a, ${nameLibrary(b)} in b; figures that read them are left out, and kinds of errors may differ for that alone`,
        ]),
    ...describeOther("seed", String(a.results.run.seed), String(b.results.run.seed)),
    ...(isOneSeed
      ? []
      : ["with two seeds, macro figures, kappa and alpha have no interval of their difference"]),
    ...(columns.length === 0 ? [] : [`slices in one run alone are left out: ${columns.join(", ")}`]),
  ];
}
