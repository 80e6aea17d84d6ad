import { allSystems } from "../../domain/code-system.ts";
import type { SliceRow } from "../../domain/error-tables.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { Results } from "../../domain/results.ts";
import { metricTitle, metricUnit, systemTitle } from "../figures.ts";
import {
  formatChance,
  formatCount,
  formatPoints,
  formatPointsRange,
  formatQuantity,
  formatValue,
} from "../format.ts";

const mostGaps = 20;
const mostCrossed = 10;
const mostFurther = 3;
/** A gap is shown at a false discovery rate of one in twenty. */
const provedAt = 0.05;

interface GapLine {
  readonly group: string;
  readonly column: string;
  readonly encounters: string;
  readonly figure: string;
  readonly system: string | null;
  readonly inside: string;
  readonly outside: string;
  readonly difference: string;
  readonly interval: string | null;
  readonly q: string;
  readonly finding: string;
  readonly tone: string;
  readonly also: string | null;
}

interface GapList {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly GapLine[];
  readonly leftOut: string | null;
}

export interface GapsView {
  readonly lists: readonly GapList[];
  readonly sentence: string | null;
}

/** Two columns crossed are named with this sign between them. */
const crossing = " × ";

function isProved({ q, difference }: SliceRow): boolean {
  return q !== null && q <= provedAt && difference !== null && difference !== 0;
}

function sizeOf({ difference }: SliceRow): number {
  return Math.abs(difference ?? 0);
}

function shortTitle(metric: string): string {
  return metricTitle(metric).replace(/ \([^)]*\)$/, "");
}

function nameFinding({ metric, difference }: SliceRow): Pick<GapLine, "finding" | "tone"> {
  const better = findMetric(metric)?.better ?? "neither";
  const isMore = (difference ?? 0) > 0;
  if (better === "neither") return { finding: isMore ? "more" : "less", tone: "" };
  const isGood = isMore === (better === "higher");
  return isGood ? { finding: "better", tone: "good" } : { finding: "worse", tone: "bad" };
}

/** A title within a sentence: "Recall of codes" → "recall of codes", "F1 of codes" as it is. */
function lowerFirst(title: string): string {
  return /^[A-Z][A-Z\d]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function describeFurther(rows: readonly SliceRow[]): string | null {
  if (rows.length === 0) return null;
  const parts = rows.slice(0, mostFurther).map(({ metric, system, difference }) => {
    const where = system === null || system === allSystems ? "" : ` in ${system}`;
    return `${lowerFirst(shortTitle(metric))}${where} ${formatPoints(difference)}`;
  });
  return `Also: ${parts.join("; ")}.`;
}

/** One line a group: its widest gap, the next ones named beneath. */
function buildLine(rows: readonly SliceRow[]): GapLine | null {
  const [first, ...further] = rows.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (first === undefined) return null;
  const unit = metricUnit(first.metric);
  return {
    ...nameFinding(first),
    group: first.value ?? "not recorded",
    column: first.column,
    encounters: formatCount(first.encounters),
    figure: shortTitle(first.metric),
    system: first.system === null ? null : systemTitle(first.system),
    inside: formatValue(unit, first.value_of_slice),
    outside: formatValue(unit, first.value_of_rest),
    difference: formatPoints(first.difference),
    interval: formatPointsRange(first.lower, first.upper),
    q: formatChance(first.q),
    also: describeFurther(further),
  };
}

function groupRows(rows: readonly SliceRow[]): readonly (readonly SliceRow[])[] {
  const groups = new Map<string, SliceRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.column, row.value]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const widest = (group: readonly SliceRow[]) => Math.max(...group.map(sizeOf));
  return [...groups.values()].sort((a, b) => widest(b) - widest(a));
}

function buildList(
  { id, title, most }: { readonly id: string; readonly title: string; readonly most: number },
  rows: readonly SliceRow[],
): GapList {
  const groups = groupRows(rows);
  const rest = groups.length - most;
  return {
    id,
    title,
    lines: groups
      .slice(0, most)
      .map(buildLine)
      .filter((line) => line !== null),
    leftOut:
      rest > 0
        ? `${formatQuantity(rest, "further group")} ${rest === 1 ? "stands" : "stand"} in tables/slices.csv.`
        : null,
  };
}

function describe(tested: number, proved: number): string | null {
  if (tested === 0) return null;
  if (proved > 0) return null;
  return "No group differs from the rest of the run beyond chance (q\u00a0≤\u00a00.05).";
}

/** Groups of encounters that differ from all others beyond chance, in either direction; the widest gaps first. */
export function buildGapsView({ tables }: Results): GapsView {
  const proved = tables.slices.filter(isProved);
  const isCrossed = ({ column }: SliceRow) => column.includes(crossing);
  const lists = [
    buildList(
      { id: "single", title: "Groups that differ from all others", most: mostGaps },
      proved.filter((row) => !isCrossed(row)),
    ),
    buildList({ id: "crossed", title: "Two groups crossed", most: mostCrossed }, proved.filter(isCrossed)),
  ];
  return {
    lists: lists.filter(({ lines }) => lines.length > 0),
    sentence: describe(tables.slices.length, proved.length),
  };
}
