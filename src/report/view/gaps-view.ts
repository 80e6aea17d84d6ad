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

const mostGaps = 10;
const mostCrossed = 5;
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
  if (proved > 0)
    return "A group that mirrors or repeats another, or that is no more than one of the two it crosses, is left out; all are in tables/slices.csv.";
  return "No group differs from the rest of the run beyond chance (q\u00a0≤\u00a00.05).";
}

/** The value with the sides exchanged: what a column of two values says of the second once it has said it of the first. */
function isMirror(a: SliceRow, b: SliceRow): boolean {
  return (
    a.column === b.column && a.value_of_slice === b.value_of_rest && a.value_of_rest === b.value_of_slice
  );
}

/** The same encounters under another name. */
function isSame(a: SliceRow, b: SliceRow): boolean {
  return (
    a.encounters === b.encounters &&
    a.value_of_slice === b.value_of_slice &&
    a.value_of_rest === b.value_of_rest
  );
}

/** Whether `parent` is one of the two groups that `row` crosses. */
function isParent(parent: SliceRow, row: SliceRow): boolean {
  const [columns, values] = [row.column.split(crossing), row.value?.split(crossing) ?? []];
  return (
    columns.length > 1 && columns.some((name, at) => parent.column === name && parent.value === values[at])
  );
}

/** A crossing whose interval holds the gap of one of its two groups says nothing beyond that group. */
function repeatsParent(parent: SliceRow, row: SliceRow): boolean {
  const { difference } = parent;
  if (!isParent(parent, row) || difference === null || row.lower === null || row.upper === null) return false;
  return row.lower <= difference && difference <= row.upper;
}

/** The rows that say something new: no mirror, no other name of the same encounters, no crossing like its parent. */
function foldRows(rows: readonly SliceRow[]): readonly SliceRow[] {
  const isFigure = (a: SliceRow, b: SliceRow) => a.metric === b.metric && a.system === b.system;
  return rows.filter((row, index) => {
    const own = rows.filter((other) => other !== row && isFigure(other, row));
    const earlier = rows.slice(0, index).filter((other) => isFigure(other, row));
    if (earlier.some((other) => isMirror(other, row) || isSame(other, row))) return false;
    return !own.some((other) => repeatsParent(other, row));
  });
}

/** Groups of encounters that differ from all others beyond chance, in either direction; the widest gaps first. */
export function buildGapsView({ tables }: Results): GapsView {
  const isCrossed = ({ column }: SliceRow) => column.includes(crossing);
  const found = tables.slices.filter(isProved);
  const proved = foldRows([...found.filter((row) => !isCrossed(row)), ...found.filter(isCrossed)]);
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
