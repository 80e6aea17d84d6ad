import type { CodeLevelRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { describeMissing } from "../code-tables.ts";
import { printableTitle } from "../printable-title.ts";
import { buildCodeLine, type CodeLine } from "./code-line.ts";

const mostGroups = 10;

interface LevelLine extends CodeLine {
  readonly title: string | null;
}

interface LevelList {
  readonly id: string;
  readonly title: string;
  readonly head: string;
  readonly lines: readonly LevelLine[];
  readonly none: string;
}

export interface LevelsView {
  readonly lists: readonly LevelList[];
}

const levels = [
  { level: "category", title: "Categories", head: "Category", kind: null },
  { level: "CCSR", title: "Clinical groups (CCSR)", head: "Group", kind: "ccsr" },
  { level: "HCC V24", title: "Risk categories (HCC V24)", head: "HCC", kind: "hcc" },
  { level: "HCC V28", title: "Risk categories (HCC V28)", head: "HCC", kind: "hcc" },
] as const;

function netOf({ over, missed }: CodeLevelRow): number {
  return Math.abs(over - missed);
}

function describeNone(results: Results, rows: readonly CodeLevelRow[], kind: "ccsr" | "hcc" | null): string {
  const missing = kind === null || rows.length > 0 ? null : describeMissing(results.run.code_tables, kind);
  if (missing !== null) return missing;
  return rows.length === 0
    ? "No code of either side falls into one."
    : "None leans to one side beyond chance.";
}

/** Groups of codes that lean to one side beyond chance, at each coarser level; the widest net count first. */
export function buildLevelsView(results: Results): LevelsView {
  const lists = levels.map(({ level, title, head, kind }) => {
    const rows = results.tables.code_levels.filter((row) => row.level === level);
    const biased = rows.filter(({ direction }) => direction !== null).sort((a, b) => netOf(b) - netOf(a));
    return {
      id: level.replaceAll(" ", "-"),
      title,
      head,
      lines: biased.slice(0, mostGroups).map((row) => ({
        ...buildCodeLine(row),
        title: printableTitle(row.system, row.title),
      })),
      none: describeNone(results, rows, kind),
    };
  });
  return { lists };
}
