import type { AdjudicationRow } from "../../domain/evidence-tables.ts";
import type { ResultsRun } from "../../domain/results.ts";
import { formatCount, formatQuantity } from "../format.ts";
import type { ReportInput } from "../report-input.ts";

const stateWords: Readonly<Record<string, string>> = {
  alike: "engine and coders give the same codes",
  different: "they differ",
  abstained: "the engine held the encounter for a person",
  failed: "the engine gave no answer",
};

/** "different, Medicare" → "they differ: Medicare". */
export function describeStratum(stratum: string): string {
  const [state = "", ...values] = stratum.split(", ");
  const words = stateWords[state] ?? state;
  return values.length === 0 ? words : `${words}: ${values.join(", ")}`;
}

type CountName = Exclude<keyof AdjudicationRow, "stratum">;

function sumOf(rows: readonly AdjudicationRow[], name: CountName): number {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

const numbers = ["no", "one", "two", "three", "four", "five", "six"];

function countPeople(count: number): string {
  return `${numbers[count] ?? formatCount(count)} ${count === 1 ? "reviewer" : "reviewers"}`;
}

/** "by two reviewers and an arbiter". */
function describeReviewers({ adjudication }: ResultsRun): string {
  const { reviewers, arbiter } = adjudication ?? { reviewers: [], arbiter: null };
  if (reviewers.length === 0) return "by nobody yet";
  const people = countPeople(reviewers.filter((name) => name !== arbiter).length);
  return `by ${people}${arbiter === null ? "" : " and an arbiter"}`;
}

/** How the encounters were drawn, and who judged them. */
export function describeSample({ results: { run, tables } }: ReportInput): string {
  const rows = tables.adjudication;
  const drawn = formatQuantity(sumOf(rows, "drawn"), "encounter");
  const how = `${drawn} of ${formatCount(sumOf(rows, "encounters"))} were drawn by lot, each with a known chance, where engine and coders agree as well as where they differ`;
  return `${how}; reviewed ${describeReviewers(run)}, blind to whose codes were judged. Each settled encounter counts for as many as it stands for, and agreement on all the others makes the figures more precise.`;
}

/** Who was right where only one gave a code; null where nothing is settled. */
export function describeGiven(rows: readonly AdjudicationRow[]): string | null {
  if (sumOf(rows, "settled") === 0) return null;
  const toEngine = sumOf(rows, "engine_right") + sumOf(rows, "coder_wrong");
  const toCoders = sumOf(rows, "coder_right") + sumOf(rows, "engine_wrong");
  const both = sumOf(rows, "both_right") + sumOf(rows, "both_wrong");
  const single = formatQuantity(toEngine + toCoders, "code");
  const sides = `Of ${single} that only one of the two gave, the reviewers decided ${formatCount(toEngine)} for the engine and ${formatCount(toCoders)} for the coders`;
  const shared = `of ${formatQuantity(both, "code")} that both gave, ${formatCount(sumOf(rows, "both_wrong"))} were wrong, and ${formatCount(sumOf(rows, "missed"))} that neither gave were wanting`;
  return `${sides}; ${shared}. These are counts of the sample, in which disagreements are more frequent than in the run: no rates.`;
}
