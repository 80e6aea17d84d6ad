import { allSystems } from "../../domain/code-system.ts";
import type { Figure, Slice } from "../../domain/figure.ts";
import { sliceKey } from "../../domain/figure.ts";
import { type FindFigure, indexFigures, sliceTitle, systemTitle } from "../figures.ts";
import { formatList } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildFigureCell, encountersOf, type FigureCell } from "./figure-cell.ts";
import type { FigureGroup, GroupRow } from "./figure-groups.ts";

interface GroupLine {
  readonly title: string;
  readonly scope: string | null;
  readonly encounters: string;
  readonly cells: readonly (FigureCell | null)[];
}

interface GroupTable {
  readonly id: string;
  readonly title: string;
  readonly lede: string | null;
  readonly heads: readonly string[];
  readonly lines: readonly GroupLine[];
  readonly without: readonly Silence[];
}

/** What has no number, and why. */
interface Silence {
  readonly titles: string;
  readonly reason: string;
}

/** Groups with a number somewhere, and for the others one line each that says why there is none. */
export interface FigureGroupsView {
  readonly tables: readonly GroupTable[];
  readonly silent: readonly Silence[];
}

interface Scope {
  readonly system: string | null;
  readonly slice: Slice | null;
}

function isIn({ metrics }: GroupRow, metric: string): boolean {
  return metrics.includes(metric);
}

/** Systems that figures of a row were made for, all together first. */
function listScopes(row: GroupRow, figures: readonly Figure[], systems: readonly string[]): readonly Scope[] {
  const own = figures.filter(({ metric, slice }) => slice === null && isIn(row, metric));
  const found = new Set(own.map(({ system }) => system));
  const order = new Set([null, allSystems, ...systems, ...found]);
  return [...order].filter((system) => found.has(system)).map((system) => ({ system, slice: null }));
}

/** Slices stand in the report where a benchmark names them. */
function listBenchmarked(row: GroupRow, { verdict }: ReportInput): readonly Scope[] {
  const scopes = (verdict?.benchmarks ?? []).filter(
    ({ metric, slice }) => slice !== null && isIn(row, metric),
  );
  const byKey = new Map(
    scopes.map(({ system, slice }) => [`${system} ${sliceKey(slice)}`, { system, slice }]),
  );
  return [...byKey.values()];
}

function nameScope({ system, slice }: Scope): string | null {
  const parts = [system === null ? null : systemTitle(system), slice === null ? null : sliceTitle(slice)];
  return parts.filter((part) => part !== null).join(" · ") || null;
}

function findAll(row: GroupRow, { system, slice }: Scope, find: FindFigure): readonly (Figure | null)[] {
  return row.metrics.map((metric) => (metric === null ? null : find(metric, system, slice)));
}

interface FoundLine {
  readonly line: GroupLine;
  readonly figures: readonly (Figure | null)[];
}

function buildLine(row: GroupRow, scope: Scope, find: FindFigure): FoundLine {
  const figures = findAll(row, scope, find);
  const line = {
    title: row.title,
    scope: nameScope(scope),
    encounters: encountersOf(figures.find((figure) => figure !== null) ?? null),
    cells: figures.map((figure) => (figure === null ? null : buildFigureCell(figure))),
  };
  return { line, figures };
}

function findLines(group: FigureGroup, input: ReportInput): readonly FoundLine[] {
  const { figures, run } = input.results;
  const find = indexFigures(figures);
  return group.rows.flatMap((row) => {
    const scopes = [...listScopes(row, figures, run.systems), ...listBenchmarked(row, input)];
    return scopes.map((scope) => buildLine(row, scope, find));
  });
}

/** The heads under which any line has a figure, and the lines without the places of the others. */
function dropEmptyHeads(heads: readonly string[], lines: readonly FoundLine[]) {
  const isKept = (at: number) => lines.some(({ figures }) => figures[at] != null);
  return {
    heads: heads.filter((_, at) => isKept(at)),
    lines: lines.map(({ line }) => ({
      ...line,
      cells: heads.flatMap((_, at) => (isKept(at) ? [line.cells[at] ?? null] : [])),
    })),
  };
}

/** Why a group has no number at all; null where it has one. */
function explainSilence(lines: readonly FoundLine[]): string | null {
  const figures = lines.flatMap((line) => line.figures).filter((figure) => figure !== null);
  if (figures.some(({ value }) => value !== null)) return null;
  return [...new Set(figures.map(({ note }) => note ?? "could not be computed"))].join("; ");
}

function gatherSilent(
  groups: readonly { readonly title: string; readonly reason: string }[],
): readonly Silence[] {
  const byReason = new Map<string, Set<string>>();
  for (const { title, reason } of groups)
    byReason.set(reason, (byReason.get(reason) ?? new Set()).add(title));
  return [...byReason].map(([reason, titles]) => ({ titles: formatList([...titles]), reason }));
}

/** A table of the lines with a number somewhere; the others, such as a system that nobody coded, are named beneath. */
function buildTable({ id, title, lede, heads }: FigureGroup, lines: readonly FoundLine[]): GroupTable {
  const silent = lines.flatMap((found) => {
    const reason = explainSilence([found]);
    return reason === null ? [] : [{ title: found.line.scope ?? found.line.title, reason }];
  });
  const spoken = lines.filter((found) => explainSilence([found]) === null);
  return { id, title, lede, ...dropEmptyHeads(heads, spoken), without: gatherSilent(silent) };
}

/** Figures in tables, with interval and n; a group without a number is one line. Groups nobody measured are left out. */
export function buildFigureGroupsView(groups: readonly FigureGroup[], input: ReportInput): FigureGroupsView {
  const found = groups
    .map((group) => ({ group, lines: findLines(group, input) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ group, lines }) => ({ group, lines, reason: explainSilence(lines) }));
  const silent = found.flatMap(({ group: { title }, reason }) =>
    reason === null ? [] : [{ title, reason }],
  );
  return {
    tables: found.filter(({ reason }) => reason === null).map(({ group, lines }) => buildTable(group, lines)),
    silent: gatherSilent(silent),
  };
}
