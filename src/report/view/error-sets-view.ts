import type { ErrorSetRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { formatAbout, formatChance, formatCount } from "../format.ts";
import { describeRest } from "../table-rows.ts";
import { wordError } from "./error-sentence.ts";
import { errorContext } from "./recurring-view.ts";
import type { Sentence } from "./sentence.ts";

const mostSets = 10;

interface SetLine {
  readonly first: Sentence;
  readonly second: Sentence;
  readonly charts: string;
  readonly lift: string;
  readonly q: string;
}

export interface ErrorSetsView {
  readonly lines: readonly SetLine[];
  readonly rest: string | null;
}

/** Errors that come together on one chart; those whose own sentence was cut from the results are left to the CSV. */
export function buildErrorSetsView(results: Results): ErrorSetsView {
  const context = errorContext(results);
  const sentences = new Map(
    results.tables.recurring_errors.map((error) => [error.id, () => wordError(error, context)]),
  );
  const buildLine = ({ first, second, encounters, expected, lift, q }: ErrorSetRow): SetLine[] => {
    const [one, other] = [sentences.get(first), sentences.get(second)];
    if (one === undefined || other === undefined) return [];
    const by = expected === null ? "" : ` (${formatAbout(expected)} expected)`;
    return [
      {
        first: one(),
        second: other(),
        charts: `${formatCount(encounters)}${by}`,
        lift: lift === null ? "—" : `${formatAbout(lift)}×`,
        q: formatChance(q),
      },
    ];
  };
  const lines = results.tables.error_sets.flatMap(buildLine).slice(0, mostSets);
  return { lines, rest: describeRest(results, "error_sets", lines.length, "pairs of errors") };
}
