import type { CodeTable, Notice, Results } from "../../domain/results.ts";
import { listMissing, nameCommand, nameKind } from "../code-tables.ts";
import { absent, formatCount } from "../format.ts";

interface NoticeLine {
  readonly notice: string;
  readonly system: string;
  readonly engine: string;
  readonly reference: string;
  readonly second: string;
}

export interface UnjudgedView {
  readonly notices: readonly NoticeLine[];
  readonly tables: readonly {
    readonly kind: string;
    readonly name: string;
    readonly valid: string;
    readonly sha256: string;
  }[];
  readonly missing: readonly {
    readonly name: string;
    readonly adds: string;
    readonly command: string;
  }[];
  readonly sentence: string;
}

/** Notices about whether codes could be judged at all, and what was found. */
const aboutValidity =
  /\bjudge|\bnot (billable|valid|known)|\bexpired|\bunknown|\bexempt|^first-listed told|^no fee/;

/** Whether a notice stands in this section rather than in the flow of encounters. */
export function isAboutValidity({ notice }: Notice): boolean {
  return aboutValidity.test(notice);
}

/** One line a notice and code system, the sides beside each other; 0 where a side has none, alike where it has no side. */
function gatherNotices(notices: readonly Notice[]): readonly NoticeLine[] {
  const groups = new Map<string, Notice[]>();
  for (const notice of notices) {
    const key = JSON.stringify([notice.notice, notice.system]);
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const count = (side: Notice["side"]) =>
      formatCount(rows.find((row) => row.side === side || row.side === null)?.count ?? 0);
    const sides = { engine: count("engine"), reference: count("reference"), second: count("second") };
    return [{ notice: first.notice, system: first.system ?? absent, ...sides }];
  });
}

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describeVintage({ valid_from: from, valid_to: to }: CodeTable): string {
  return from === null && to === null ? "not dated" : `${from ?? "…"} to ${to ?? "…"}`;
}

function describe({ code_tables: tables }: Results["run"]): string {
  return tables.length === 0
    ? "No official code table was read: everything here rests on the structure of the codes alone."
    : "A code is judged by the official tables of its day. Where none covers the day the answer is “cannot judge”, never an error of the engine.";
}

/** What the run could not say for want of a table or a date, the tables that were read, and what others would add. */
export function buildUnjudgedView({ run, tables }: Results): UnjudgedView {
  return {
    notices: gatherNotices(tables.notices.filter(isAboutValidity)),
    tables: run.code_tables.map((table) => ({
      kind: nameKind(table.kind),
      name: table.name,
      valid: describeVintage(table),
      sha256: table.sha256,
    })),
    missing: listMissing(run.code_tables, run.systems).map((use) => ({
      name: capitalise(use.name),
      adds: use.adds,
      command: nameCommand(use),
    })),
    sentence: describe(run),
  };
}
