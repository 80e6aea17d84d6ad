import type { CodeRow } from "../../domain/code-row.ts";
import type { Results } from "../../domain/results.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { indexCodePages } from "../code-anchor.ts";
import { formatCount, formatList, formatQuantity } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildCodeLine, type CodeLine } from "./code-line.ts";

/** Codes listed in each direction. */
const mostCodes = 15;

interface CodeList {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly lines: readonly (CodeLine & { readonly href: string | null })[];
  readonly chart: Drawing | null;
  readonly rest: string | null;
}

export interface CodesView {
  readonly sentence: string;
  readonly lists: readonly CodeList[];
  readonly cap: string | null;
}

type Direction = NonNullable<CodeRow["direction"]>;

function netOf(row: CodeRow, direction: Direction): number {
  return direction === "over" ? row.over - row.missed : row.missed - row.over;
}

/** Codes proved to lean in a direction, by net count, then by name. */
export function rankCodes(rows: readonly CodeRow[], direction: Direction): readonly CodeRow[] {
  const name = (row: CodeRow) => `${row.system} ${row.code}`;
  return rows
    .filter((row) => row.direction === direction)
    .sort((a, b) => netOf(b, direction) - netOf(a, direction) || (name(a) < name(b) ? -1 : 1));
}

/** How many proved codes the list cuts, and how many lean without proof; null where there is neither. */
function describeRest(rows: readonly CodeRow[], direction: Direction): string | null {
  const cut = Math.max(0, rankCodes(rows, direction).length - mostCodes);
  const open = rows.filter((row) => row.direction === null && netOf(row, direction) > 0).length;
  const parts = [
    cut === 0 ? null : `${formatQuantity(cut, "further code")} beyond chance`,
    open === 0 ? null : `${formatQuantity(open, "code")} not proved to lean this way`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Not shown: ${formatList(parts)}; tables/codes.csv holds them all.`;
}

const names = {
  over: {
    title: "Given more often by the engine",
    empty: "No code is proved to be given more by the engine.",
  },
  under: {
    title: "Given more often by the coders",
    empty: "No code is proved to be given more by the coders.",
  },
};

async function buildList(results: Results, direction: Direction, draw: DrawChart): Promise<CodeList> {
  const pageOf = indexCodePages(results);
  const ranked = rankCodes(results.tables.codes, direction).slice(0, mostCodes);
  const { title, empty } = names[direction];
  const chart = await draw({
    kind: "balance",
    title: `${title}: encounters in which one side alone gave the code`,
    rows: ranked.map(({ system, code, over, missed }) => ({
      label: { wide: `${system} ${code}`, narrow: code },
      over,
      missed,
    })),
  });
  return {
    id: direction,
    title,
    empty,
    lines: ranked.map((row) => ({ ...buildCodeLine(row), href: pageOf(row.system, row.code) })),
    chart,
    rest: describeRest(results.tables.codes, direction),
  };
}

function describe(rows: readonly CodeRow[]): string {
  const count = (direction: Direction) => rows.filter((row) => row.direction === direction).length;
  const seen = `Of ${formatQuantity(rows.length, "code")} that either side gave`;
  return `${seen}, ${formatCount(count("over"))} are over-coded and ${formatCount(count("under"))} under-coded beyond chance (q\u00a0≤\u00a00.05).`;
}

function describeCap({ truncated }: ReportInput["results"]): string | null {
  const cap = truncated.find(({ table }) => table === "codes");
  if (cap === undefined) return null;
  return `Ranked among the ${formatCount(cap.shown)} most frequent of ${formatCount(cap.rows)} codes; all stand in tables/codes.csv.`;
}

/** The codes on which engine and coders differ most, in each direction. */
export async function buildCodesView({ results }: ReportInput, draw: DrawChart): Promise<CodesView> {
  const { codes } = results.tables;
  return {
    sentence: describe(codes),
    lists: await Promise.all([buildList(results, "over", draw), buildList(results, "under", draw)]),
    cap: describeCap(results),
  };
}
