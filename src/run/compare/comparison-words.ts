import { allSystems } from "../../domain/code-system.ts";
import type { ComparedFigure } from "../../domain/comparison.ts";
import { type Slice, sliceKey } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { Results } from "../../domain/results.ts";
import type { FinishedRun } from "../finished-run.ts";

function nameSlice(slice: Slice): string {
  return Object.entries(slice)
    .map(([column, value]) => `${column} ${value ?? "not recorded"}`)
    .join(", ");
}

/** A metric's title without what stands in brackets behind it. */
function nameMetric(metric: string): string {
  return (findMetric(metric)?.title ?? metric).replace(/ \([^)]*\)$/, "");
}

function nameFigure({ metric, system, slice }: ComparedFigure): string {
  const name = nameMetric(metric);
  const of = system === null || system === allSystems ? name : `${name}, ${system}`;
  return slice === null ? of : `${nameSlice(slice)}: ${of}`;
}

/** A share as people read it: 0.8412 → "84.1 %". */
function formatShare(value: number | null): string {
  return value === null ? "–" : `${(value * 100).toFixed(1)} %`;
}

function formatChance(value: number): string {
  return value < 0.001 ? "< 0.001" : `= ${value.toFixed(3)}`;
}

function describeWorse(figure: ComparedFigure): string {
  const points = ((figure.difference ?? 0) * 100).toFixed(1).replace("-", "−");
  const sign = (figure.difference ?? 0) > 0 ? "+" : "";
  const chance =
    figure.q === null ? `adjusted p ${formatChance(figure.p_holm ?? 1)}` : `q ${formatChance(figure.q)}`;
  const values = `${formatShare(figure.a)} → ${formatShare(figure.b)}`;
  return `${nameFigure(figure)}, ${values}: ${sign}${points} points (${chance})`;
}

function harmOf({ difference }: ComparedFigure): number {
  return Math.abs(difference ?? 0);
}

/** The figure of each slice, and of the whole run, that got worst; the greatest harm first. */
function worstOfEach(worse: readonly ComparedFigure[]): readonly ComparedFigure[] {
  const worst = new Map<string, ComparedFigure>();
  for (const figure of worse) {
    const key = sliceKey(figure.slice);
    const before = worst.get(key);
    if (before === undefined || harmOf(figure) > harmOf(before)) worst.set(key, figure);
  }
  return [...worst.values()].sort(
    (x, y) => harmOf(y) - harmOf(x) || (nameFigure(x) < nameFigure(y) ? -1 : 1),
  );
}

function incompleteReasons(a: Results, b: Results): readonly string[] {
  const reasonsOf = (name: string, { run }: Results) =>
    run.incomplete_because.map((reason) => `run ${name} is incomplete: ${reason}`);
  return [...reasonsOf("a", a), ...reasonsOf("b", b)];
}

/**
 * Why the verdict is what it is, in plain sentences: what is incomplete, then what is proved worse, the part of the run
 * that suffered most first; else that nothing is.
 */
export function listReasons(figures: readonly ComparedFigure[], a: Results, b: Results): readonly string[] {
  const worse = figures.filter(({ direction }) => direction === "worse");
  const better = figures.filter(({ direction }) => direction === "better");
  const tested = figures.filter(({ p_holm, q }) => p_holm !== null || q !== null).length;
  const proved = `of ${tested} main figures tested, ${worse.length} are proved worse and ${better.length} better`;
  return [...incompleteReasons(a, b), ...worstOfEach(worse).map(describeWorse), proved];
}

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
