import { allSystems, isDrgSystem } from "../../domain/code-system.ts";
import type { ComparedFigure } from "../../domain/comparison.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import { benjaminiHochberg, holmAdjusted } from "../../stats/multiplicity.ts";

/** The figures that decide whether a run is worse, of all systems together and of each. */
const mainMetrics: readonly string[] = [
  "codes.precision",
  "codes.recall",
  "codes.f1",
  "encounters.exact_match",
  "principal.agreement",
  "engine.error_rate",
];

/** With fewer encounters a slice is shown and not tested; with fewer changed patients p cannot reach .05. */
const fewestEncounters = 30;
const fewestChanged = 6;
const decisive = 0.05;

/** Of one system beside DRGs all systems together are the same figure: it is tested once. */
function isMain({ metric, system }: ComparedFigure, systems: readonly string[]): boolean {
  if (!mainMetrics.includes(metric)) return false;
  const isAlone = systems.filter((each) => !isDrgSystem(each)).length === 1;
  return system === null || system === allSystems || !isAlone || isDrgSystem(system);
}

function isTestable({ encounters, changed, p }: ComparedFigure): boolean {
  return p !== null && (encounters ?? 0) >= fewestEncounters && (changed ?? 0) >= fewestChanged;
}

/** A sign-flip test says that two runs differ, not that a ratio fell: the interval has to lie on one side too. */
function isOneSided({ lower, upper }: ComparedFigure): boolean {
  return lower === null || upper === null || lower > 0 || upper < 0;
}

function directionOf(figure: ComparedFigure, adjusted: number): ComparedFigure["direction"] {
  const better = findMetric(figure.metric)?.better ?? "neither";
  const { difference } = figure;
  if (
    adjusted > decisive ||
    !isOneSided(figure) ||
    better === "neither" ||
    difference === null ||
    difference === 0
  )
    return null;
  return difference > 0 === (better === "higher") ? "better" : "worse";
}

function adjust(
  figures: readonly ComparedFigure[],
  isMember: (figure: ComparedFigure) => boolean,
  adjustAll: (ps: readonly number[]) => readonly number[],
): ReadonlyMap<ComparedFigure, number> {
  const family = figures.filter(isMember);
  const adjusted = adjustAll(family.map(({ p }) => p ?? 1));
  return new Map(family.map((figure, index) => [figure, adjusted[index] ?? 1]));
}

/**
 * Main figures of the whole run with p adjusted by Holm, those of slices with q by Benjamini–Hochberg in one family over
 * all slices and figures, and the direction of what is proved at .05: by p, and by an interval that leaves out 0.
 */
export function judgeChanges(
  figures: readonly ComparedFigure[],
  systems: readonly string[],
): readonly ComparedFigure[] {
  const isWhole = (figure: ComparedFigure) =>
    figure.slice === null && figure.p !== null && isMain(figure, systems);
  const isPart = (figure: ComparedFigure) =>
    figure.slice !== null && isTestable(figure) && isMain(figure, systems);
  const whole = adjust(figures, isWhole, holmAdjusted);
  const parts = adjust(figures, isPart, (ps) => benjaminiHochberg(ps));
  return figures.map((figure) => {
    const holm = whole.get(figure);
    const q = parts.get(figure);
    if (holm !== undefined) return { ...figure, p_holm: holm, direction: directionOf(figure, holm) };
    return q === undefined ? figure : { ...figure, q, direction: directionOf(figure, q) };
  });
}
