import type { CodeRow } from "../../domain/results.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { formatChance, formatCount, formatQuantity, formatRatio, formatRatioRange } from "../format.ts";
import type { ReportInput } from "../report-input.ts";

/** Codes listed in each direction. */
const mostCodes = 15;

interface CodeLine {
  readonly system: string;
  readonly code: string;
  readonly over: string;
  readonly missed: string;
  readonly both: string;
  readonly ratio: string;
  readonly ratioRange: string | null;
  readonly q: string;
  readonly finding: string;
  readonly isBiased: boolean;
}

interface CodeList {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly lines: readonly CodeLine[];
  readonly chart: Drawing | null;
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

/** Codes that lean in a direction: proved ones first, then by net count, then by name. */
export function rankCodes(rows: readonly CodeRow[], direction: Direction): readonly CodeRow[] {
  const proved = (row: CodeRow) => (row.direction === direction ? 1 : 0);
  const name = (row: CodeRow) => `${row.system} ${row.code}`;
  return rows
    .filter((row) => netOf(row, direction) > 0)
    .sort(
      (a, b) =>
        proved(b) - proved(a) || netOf(b, direction) - netOf(a, direction) || (name(a) < name(b) ? -1 : 1),
    )
    .slice(0, mostCodes);
}

function nameFinding(row: CodeRow): string {
  if (row.direction === null) return "not proved";
  return row.direction === "over" ? "over-coded" : "under-coded";
}

function buildLine(row: CodeRow): CodeLine {
  return {
    system: row.system,
    code: row.code,
    over: formatCount(row.over),
    missed: formatCount(row.missed),
    both: formatCount(row.both),
    ratio: formatRatio(row.ratio),
    ratioRange: formatRatioRange(row.ratio_lower, row.ratio_upper),
    q: formatChance(row.q),
    finding: nameFinding(row),
    isBiased: row.direction !== null,
  };
}

const names = {
  over: { title: "Given more often by the engine", empty: "No code is given more often by the engine." },
  under: { title: "Given more often by the coders", empty: "No code is given more often by the coders." },
};

async function buildList(rows: readonly CodeRow[], direction: Direction, draw: DrawChart): Promise<CodeList> {
  const ranked = rankCodes(rows, direction);
  const { title, empty } = names[direction];
  const chart = await draw({
    kind: "balance",
    title: `${title}: encounters in which one side alone gave the code`,
    rows: ranked,
  });
  return { id: direction, title, empty, lines: ranked.map(buildLine), chart };
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
    lists: await Promise.all([buildList(codes, "over", draw), buildList(codes, "under", draw)]),
    cap: describeCap(results),
  };
}
