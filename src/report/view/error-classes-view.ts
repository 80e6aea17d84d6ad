import type { ErrorClassRow, PcsAxisRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import type { BalanceRow } from "../charts/balance-spec.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { formatCount, formatPercent } from "../format.ts";
import { classWords } from "./error-words.ts";

interface ClassLine {
  readonly name: string;
  readonly meaning: string;
  readonly count: string;
  readonly share: string;
  readonly over: string;
  readonly missed: string;
  readonly encounters: string;
}

interface ClassList {
  readonly id: string;
  readonly system: string;
  readonly lines: readonly ClassLine[];
  readonly chart: Drawing | null;
}

interface AttributeLine extends Pick<ClassLine, "name" | "meaning" | "count" | "share" | "encounters"> {
  readonly system: string;
}

interface AxisLine {
  readonly section: string;
  readonly axis: string;
  readonly character: string;
  readonly pairs: string;
}

export interface ErrorClassesView {
  readonly lists: readonly ClassList[];
  readonly none: string | null;
  readonly attributes: readonly AttributeLine[];
  readonly axes: readonly AxisLine[];
}

function buildLine(row: ErrorClassRow): ClassLine {
  const { name, meaning } = classWords[row.class];
  return {
    name,
    meaning,
    count: formatCount(row.count),
    share: formatPercent(row.share),
    over: formatCount(row.over),
    missed: formatCount(row.missed),
    encounters: formatCount(row.encounters),
  };
}

function buildChartRow({ class: name, over, missed }: ErrorClassRow): BalanceRow {
  const { name: wide, short: narrow } = classWords[name];
  return { label: { wide, narrow }, over, missed };
}

/** The classes of one kind that occur, the most frequent first. */
function listClasses({ tables }: Results, of: ErrorClassRow["of"]): readonly ErrorClassRow[] {
  return tables.error_classes
    .filter((row) => row.of === of && row.count > 0)
    .sort((a, b) => b.count - a.count);
}

async function buildList(
  system: string,
  rows: readonly ErrorClassRow[],
  draw: DrawChart,
): Promise<ClassList> {
  const chart = await draw({
    kind: "balance",
    title: `Errors in ${system} by kind, in codes`,
    rows: rows.map(buildChartRow),
  });
  return { id: system.replace(/[^A-Za-z0-9]+/g, "-"), system, lines: rows.map(buildLine), chart };
}

function buildAxis({ section, character, axis, pairs }: PcsAxisRow): AxisLine {
  return { section, axis, character: formatCount(character), pairs: formatCount(pairs) };
}

/** Kinds of errors by code system, the details of matched codes that differ, and the axes of procedures. */
export async function buildErrorClassesView(results: Results, draw: DrawChart): Promise<ErrorClassesView> {
  const rows = listClasses(results, "codes");
  const systems = results.run.systems.filter((system) => rows.some((row) => row.system === system));
  const lists = systems.map((system) => {
    const ofSystem = rows.filter((row) => row.system === system);
    return buildList(system, ofSystem, draw);
  });
  return {
    lists: await Promise.all(lists),
    none: systems.length === 0 ? "Every code of either side is matched: there is no error to sort." : null,
    attributes: listClasses(results, "attributes").map((row) => ({ ...buildLine(row), system: row.system })),
    axes: results.tables.pcs_axes.map(buildAxis),
  };
}
