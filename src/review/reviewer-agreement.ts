import type { ReviewAnswers } from "../domain/review.ts";
import { cohenKappa, fleissKappa } from "../stats/kappa.ts";

/**
 * How far reviewers agree over the listed codes that all of them judged; arbiters, who see disputes alone, are left out.
 *
 * - `agreement`: share of these codes that all answer alike; null where there are none.
 * - `kappa`: Cohen's of two, Fleiss' of more; null with fewer than two reviewers, or where all always say the same.
 */
export interface ReviewerAgreement {
  readonly reviewers: readonly string[];
  readonly codes: number;
  readonly agreement: number | null;
  readonly kappa: number | null;
  readonly method: "Cohen" | "Fleiss" | null;
}

type Judgements = ReadonlyMap<string, boolean>;

function judgementsOf({ encounters }: ReviewAnswers): Judgements {
  return new Map(encounters.flatMap(({ items }) => items.map(({ item, correct }) => [item, correct])));
}

/** The answers to every code that all judged, one row a code. */
function commonRows(judged: readonly Judgements[]): readonly (readonly boolean[])[] {
  const [first, ...others] = judged;
  const items = [...(first?.keys() ?? [])].filter((item) => others.every((other) => other.has(item)));
  return items.map((item) => judged.map((own) => own.get(item) ?? false));
}

function cohenOf(rows: readonly (readonly boolean[])[]): number | null {
  const count = (a: boolean, b: boolean) => rows.filter(([x, y]) => x === a && y === b).length;
  return cohenKappa([
    [count(true, true), count(true, false)],
    [count(false, true), count(false, false)],
  ]);
}

function fleissOf(rows: readonly (readonly boolean[])[]): number | null {
  return fleissKappa(
    rows.map((row) => [row.filter((isYes) => isYes).length, row.filter((isYes) => !isYes).length]),
  );
}

export function measureReviewers(answers: readonly ReviewAnswers[]): ReviewerAgreement {
  const judging = answers.filter(({ role }) => role === "reviewer");
  const reviewers = judging.map(({ reviewer }) => reviewer);
  if (judging.length < 2) return { reviewers, codes: 0, agreement: null, kappa: null, method: null };
  const rows = commonRows(judging.map(judgementsOf));
  const alike = rows.filter((row) => row.every((answer) => answer === row[0])).length;
  const isPair = judging.length === 2;
  return {
    reviewers,
    codes: rows.length,
    agreement: rows.length === 0 ? null : alike / rows.length,
    kappa: rows.length === 0 ? null : isPair ? cohenOf(rows) : fleissOf(rows),
    method: isPair ? "Cohen" : "Fleiss",
  };
}
