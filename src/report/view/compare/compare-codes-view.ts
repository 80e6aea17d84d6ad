import type { CodeFlip, ComparedError, Comparison, ExactFlip } from "../../../domain/comparison.ts";
import { systemTitle } from "../../figures.ts";
import { formatChance, formatCount } from "../../format.ts";
import { classWords } from "../error-words.ts";
import { leaveOut } from "./compare-figures-view.ts";

const mostCodes = 30;
const mostErrors = 20;

interface FlipRow {
  readonly code: string;
  readonly system: string;
  readonly reference: string;
  readonly found: string;
  readonly lost: string;
  readonly gained: string;
  readonly extra: string;
  readonly added: string;
  readonly dropped: string;
  readonly q: string;
  readonly finding: string;
  readonly tone: "good" | "bad" | "none";
}

interface ErrorRow {
  readonly id: string;
  readonly name: string;
  readonly codes: string;
  readonly titles: string | null;
  readonly system: string;
  readonly a: string;
  readonly b: string;
}

interface ErrorList {
  readonly state: string;
  readonly title: string;
  readonly lede: string;
  readonly rows: readonly ErrorRow[];
  readonly leftOut: string | null;
}

export interface CompareCodesView {
  readonly exact: readonly {
    readonly system: string;
    readonly both: string;
    readonly became: string;
    readonly stopped: string;
    readonly neither: string;
    readonly examples: string | null;
  }[];
  readonly flips: readonly FlipRow[];
  readonly flipsLeftOut: string | null;
  readonly errors: readonly ErrorList[];
  readonly classes: readonly {
    readonly name: string;
    readonly system: string;
    readonly a: string;
    readonly b: string;
    readonly fixed: string;
    readonly new: string;
    readonly still: string;
    readonly moved: string;
  }[];
}

function fromTo(a: number, b: number): string {
  return `${formatCount(a)} → ${formatCount(b)}`;
}

function buildFlip(flip: CodeFlip): FlipRow {
  return {
    code: flip.code,
    system: flip.system,
    reference: formatCount(flip.reference),
    found: fromTo(flip.found_a, flip.found_b),
    lost: formatCount(flip.lost),
    gained: formatCount(flip.gained),
    extra: fromTo(flip.extra_a, flip.extra_b),
    added: formatCount(flip.added),
    dropped: formatCount(flip.dropped),
    q: formatChance(flip.q),
    finding: flip.direction ?? "not proved",
    tone: flip.direction === null ? "none" : flip.direction === "better" ? "good" : "bad",
  };
}

function buildError(error: ComparedError): ErrorRow {
  const titles = [error.from_title, error.to_title].filter((title) => title !== null);
  return {
    id: error.id,
    name: classWords[error.class].name,
    codes: [error.from, error.to].filter((code) => code !== null).join(" → "),
    titles: titles.length === 0 ? null : titles.join(" → "),
    system: error.system,
    a: formatCount(error.encounters_a),
    b: formatCount(error.encounters_b),
  };
}

const states = [
  [
    "new",
    "New",
    "Reported in b and not in a. Where a has some too, they were too few to be told from chance.",
  ],
  ["still", "Still there", "Reported in both runs."],
  [
    "fixed",
    "Fixed",
    "Reported in a and no longer in b. Where b still has some, they no longer come back beyond chance.",
  ],
] as const;

function buildErrorLists({ tables }: Comparison): readonly ErrorList[] {
  return states.flatMap(([state, title, lede]) => {
    const all = tables.recurring_errors.filter((error) => error.state === state);
    const shown = all.slice(0, mostErrors);
    if (all.length === 0) return [];
    return [{ state, title, lede, rows: shown.map(buildError), leftOut: leaveOut(all.length, shown.length) }];
  });
}

function nameExamples({ stopped_examples: examples }: ExactFlip): string | null {
  return examples.length === 0 ? null : examples.slice(0, 5).join(", ");
}

/** What changed code by code, error by error and encounter by encounter; proved codes first. */
export function buildCompareCodesView(comparison: Comparison): CompareCodesView {
  const { exact_flips, code_flips, error_classes } = comparison.tables;
  const proved = code_flips.filter(({ direction }) => direction !== null);
  const sorted = [...proved, ...code_flips.filter(({ direction }) => direction === null)];
  const shown = sorted.slice(0, mostCodes);
  return {
    exact: exact_flips.map((row) => ({
      system: systemTitle(row.system),
      both: formatCount(row.both),
      became: formatCount(row.became),
      stopped: formatCount(row.stopped),
      neither: formatCount(row.neither),
      examples: nameExamples(row),
    })),
    flips: shown.map(buildFlip),
    flipsLeftOut:
      sorted.length === shown.length
        ? null
        : `${formatCount(sorted.length - shown.length)} more in tables/code_flips.csv.`,
    errors: buildErrorLists(comparison),
    classes: error_classes.map((row) => ({
      name: classWords[row.class].name,
      system: row.system,
      a: formatCount(row.a),
      b: formatCount(row.b),
      fixed: formatCount(row.fixed),
      new: formatCount(row.new),
      still: formatCount(row.still),
      moved: `${formatCount(row.left)} out, ${formatCount(row.entered)} in`,
    })),
  };
}
