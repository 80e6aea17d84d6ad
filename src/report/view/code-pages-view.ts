import type { CodeRow } from "../../domain/code-row.ts";
import type { CodeErrorRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { codeAnchor } from "../code-anchor.ts";
import {
  absent,
  formatCount,
  formatList,
  formatPercent,
  formatQ,
  formatRatio,
  formatRatioRange,
} from "../format.ts";
import { printableTitle } from "../printable-title.ts";
import { classWords } from "./error-words.ts";

interface WayLine {
  readonly name: string;
  readonly partner: string | null;
  readonly partnerTitle: string | null;
  readonly encounters: string;
  readonly share: string;
  readonly examples: string;
}

interface WayList {
  readonly id: string;
  readonly title: string;
  readonly head: string;
  readonly lines: readonly WayLine[];
}

export interface CodePage {
  readonly anchor: string;
  readonly system: string;
  readonly code: string;
  readonly title: string | null;
  readonly finding: string;
  readonly counts: readonly { readonly name: string; readonly value: string }[];
  readonly over: string;
  readonly missed: string;
  readonly ways: readonly WayList[];
}

export interface CodePagesView {
  readonly title: string;
  readonly engine: string;
  readonly dataset: string;
  readonly isSynthetic: boolean;
  readonly lede: string;
  readonly pages: readonly CodePage[];
}

const sides = [
  { side: "over", title: "Given by the engine alone", head: "The coder recorded" },
  { side: "missed", title: "Given by the coders alone", head: "The engine gave" },
] as const;

type Side = CodeErrorRow["side"];

/** Encounters in which one side alone gave the code; the ways stand in for a code that the per-code table no longer holds. */
function countSide(code: CodeRow | null, rows: readonly CodeErrorRow[], side: Side): number {
  if (code !== null) return side === "over" ? code.over : code.missed;
  return rows.filter((row) => row.side === side).reduce((sum, { encounters }) => sum + encounters, 0);
}

function buildWay(row: CodeErrorRow, total: number): WayLine {
  return {
    name: classWords[row.class].name,
    partner: row.partner,
    partnerTitle: printableTitle(row.system, row.partner_title),
    encounters: formatCount(row.encounters),
    share: formatPercent(total === 0 ? null : Math.min(1, row.encounters / total), 0),
    examples: row.examples.join(", "),
  };
}

function buildWays(rows: readonly CodeErrorRow[], code: CodeRow | null): readonly WayList[] {
  return sides
    .map(({ side, title, head }) => {
      const own = rows.filter((row) => row.side === side);
      const total = countSide(code, rows, side);
      return { id: side, title, head, lines: own.map((row) => buildWay(row, total)) };
    })
    .filter(({ lines }) => lines.length > 0);
}

function nameFinding(code: CodeRow | null): string {
  if (code === null)
    return "Not among the codes that results.json shows; the whole table stands in tables/codes.csv.";
  const chance = formatQ(code.q);
  if (code.direction === null) return `Leans to neither side beyond chance (${chance}).`;
  const range = formatRatioRange(code.ratio_lower, code.ratio_upper);
  const lean = `${code.direction === "over" ? "Over-coded" : "Under-coded"} beyond chance`;
  return range === null
    ? `${lean} (${chance}).`
    : `${lean}, ${formatRatio(code.ratio)} times as often as the coders (${range}; ${chance}).`;
}

function listCounts(code: CodeRow | null, rows: readonly CodeErrorRow[]) {
  return [
    { name: "Both", value: code === null ? absent : formatCount(code.both) },
    { name: "Engine alone", value: formatCount(countSide(code, rows, "over")) },
    { name: "Coders alone", value: formatCount(countSide(code, rows, "missed")) },
    { name: "Precision", value: formatPercent(code?.precision ?? null) },
    { name: "Recall", value: formatPercent(code?.recall ?? null) },
  ];
}

function buildPage(rows: readonly CodeErrorRow[], code: CodeRow | null, first: CodeErrorRow): CodePage {
  return {
    anchor: codeAnchor(first.system, first.code),
    system: first.system,
    code: first.code,
    title: printableTitle(first.system, first.title),
    finding: nameFinding(code),
    counts: listCounts(code, rows),
    over: formatCount(countSide(code, rows, "over")),
    missed: formatCount(countSide(code, rows, "missed")),
    ways: buildWays(rows, code),
  };
}

function groupByCode(rows: readonly CodeErrorRow[]): readonly (readonly CodeErrorRow[])[] {
  const groups = new Map<string, CodeErrorRow[]>();
  for (const row of rows) {
    const key = codeAnchor(row.system, row.code);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

/** A page a code for the codes with the most errors, in the order of the results. */
export function buildCodePagesView({ run, tables }: Results): CodePagesView {
  const codes = new Map(tables.codes.map((row) => [codeAnchor(row.system, row.code), row]));
  const pages = groupByCode(tables.code_errors).flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return [buildPage(rows, codes.get(codeAnchor(first.system, first.code)) ?? null, first)];
  });
  return {
    title: run.scenario,
    engine: `${run.engine.name} ${formatList(run.engine.version)}`,
    dataset: `${run.dataset} ${run.dataset_version}`,
    isSynthetic: run.provenance === "synthetic",
    lede:
      pages.length === 0
        ? "Every code of either side is matched: there is no page to show."
        : `The ${formatCount(pages.length)} codes with the most errors, and each way in which they are got wrong.`,
    pages,
  };
}
