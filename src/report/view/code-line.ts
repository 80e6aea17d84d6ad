import type { CodeRow } from "../../domain/code-row.ts";
import { formatChance, formatCount, formatRatio, formatRatioRange } from "../format.ts";

/** A row of the per-code table as it is printed. */
export interface CodeLine {
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

function nameFinding(row: CodeRow): string {
  if (row.direction === null) return "not proved";
  return row.direction === "over" ? "over-coded" : "under-coded";
}

export function buildCodeLine(row: CodeRow): CodeLine {
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
