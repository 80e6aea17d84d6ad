import type { DrgShiftRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { absent, formatCount, formatDollars, formatQuantity, formatWeight } from "../format.ts";
import { printableTitle } from "../printable-title.ts";
import { describeRest } from "../table-rows.ts";

const mostShifts = 10;

interface ShiftLine {
  readonly from: string;
  readonly fromTitle: string | null;
  readonly to: string;
  readonly toTitle: string | null;
  readonly kind: string;
  readonly encounters: string;
  readonly weight: string;
  readonly dollars: string;
}

interface ShiftList {
  readonly id: string;
  readonly title: string;
  readonly total: string;
  readonly lines: readonly ShiftLine[];
}

export interface DrgView {
  readonly lists: readonly ShiftList[];
  readonly rest: string | null;
}

type Side = "over" | "under" | "other";

function sideOf({ weight, kind }: DrgShiftRow): Side {
  if (weight !== null && weight !== 0) return weight > 0 ? "over" : "under";
  if (kind === "same family, higher severity") return "over";
  return kind === "same family, lower severity" ? "under" : "other";
}

function buildLine(row: DrgShiftRow): ShiftLine {
  return {
    from: row.from,
    fromTitle: printableTitle(row.system, row.from_title),
    to: row.to ?? "none",
    toTitle: printableTitle(row.system, row.to_title),
    kind: row.kind,
    encounters: formatCount(row.encounters),
    weight: row.weight === null ? absent : formatWeight(row.weight),
    dollars: row.dollars === null ? absent : formatDollars(row.dollars),
  };
}

function sum(rows: readonly DrgShiftRow[], pick: (row: DrgShiftRow) => number | null): number | null {
  const known = rows.map(pick).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function describeTotal(rows: readonly DrgShiftRow[]): string {
  const weight = sum(rows, (row) => row.weight);
  const dollars = sum(rows, (row) => row.dollars);
  const parts = [
    formatQuantity(
      rows.reduce((total, { encounters }) => total + encounters, 0),
      "stay",
    ),
    weight === null ? null : `weight ${formatWeight(weight)}`,
    dollars === null ? null : formatDollars(dollars),
  ];
  return `${parts.filter((part) => part !== null).join(", ")}.`;
}

const titles: Record<Side, string> = {
  over: "The engine's DRG pays more",
  under: "The engine's DRG pays less",
  other: "Another DRG, or none, of weight unknown or the same",
};

/** Changed DRGs by what they do to payment; over and under stand side by side and are never netted. */
export function buildDrgView(results: Results): DrgView {
  const { drg_shifts: rows } = results.tables;
  const sides: readonly Side[] = ["over", "under", "other"];
  const lists = sides.map((side) => {
    const own = rows.filter((row) => sideOf(row) === side);
    return {
      id: side,
      title: titles[side],
      total: describeTotal(own),
      lines: own.slice(0, mostShifts).map(buildLine),
    };
  });
  const shown = lists.reduce((total, { lines }) => total + lines.length, 0);
  return {
    lists: lists.filter(({ lines }) => lines.length > 0),
    rest: describeRest(results, "drg_shifts", shown, "changes of DRG"),
  };
}
