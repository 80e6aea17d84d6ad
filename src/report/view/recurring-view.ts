import { attributeClasses, type RecurringError } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { indexCodePages } from "../code-anchor.ts";
import { formatAbout, formatChance, formatCount, formatQuantity } from "../format.ts";
import { countRows } from "../table-rows.ts";
import { describeFacts, describeLift, nameGroup } from "./error-facts.ts";
import { type SentenceContext, wordError } from "./error-sentence.ts";
import type { Sentence } from "./sentence.ts";

/** Errors shown at once, and with the rest opened. */
const mostAtOnce = 10;
const mostErrors = 25;

interface Place {
  readonly group: string;
  readonly charts: string;
  readonly lift: string;
  readonly q: string;
}

export interface ErrorItem {
  readonly id: string;
  readonly sentence: Sentence;
  readonly facts: string;
  readonly lean: string | null;
  readonly tone: string;
  readonly chance: string;
  readonly places: readonly Place[];
  readonly examples: string;
  readonly summary: string;
}

export interface RecurringView {
  readonly lede: string;
  readonly first: readonly ErrorItem[];
  readonly further: readonly ErrorItem[];
  readonly furtherTitle: string;
  readonly furtherStart: number;
  readonly rest: string | null;
}

const attributes = new Set<string>(attributeClasses);

const leans = {
  over: { lean: "over-coded", tone: "is-over" },
  under: { lean: "under-coded", tone: "is-under" },
  other: { lean: null, tone: "" },
} as const;

/** A pair of codes is tested over the units of evidence, a single code over charts. */
function describeExpected({ class: name, from, to, expected }: RecurringError, unit: string): string {
  if (expected === null) return "";
  const isPair = from !== null && to !== null && !attributes.has(name);
  return isPair
    ? `; chance alone would bring the two codes together for about ${formatAbout(expected)} ${unit}s`
    : `; about ${formatAbout(expected)} would be expected by chance`;
}

function describeChance(error: RecurringError, unit: string): string {
  const { encounters, opportunities, q } = error;
  const seen = `${formatQuantity(encounters, "chart")} of ${formatCount(opportunities)} in which it could happen`;
  return `${seen}${describeExpected(error, unit)}; q ${q !== null && q < 0.001 ? "" : "= "}${formatChance(q)}.`;
}

function buildItem(error: RecurringError, context: SentenceContext, unit: string): ErrorItem {
  const { examples, encounters } = error;
  const some = examples.length < encounters ? `${formatCount(examples.length)} of the charts` : "the charts";
  return {
    ...leans[error.direction],
    id: error.id,
    sentence: wordError(error, context),
    facts: `${describeFacts(error)}.`,
    chance: describeChance(error, unit),
    places: error.concentrations.map((place) => ({
      group: nameGroup(place),
      charts: `${formatCount(place.encounters)} of ${formatCount(place.opportunities)}`,
      lift: describeLift(place.lift),
      q: formatChance(place.q),
    })),
    examples: examples.join(", "),
    summary: examples.length === 0 ? "Evidence" : `Evidence, and ${some}`,
  };
}

/** What the sentences need to know of a run's results. */
export function sentenceContext(results: Results): SentenceContext {
  const ranks = new Map(
    results.tables.em_levels.map(({ system, code, rank }) => [`${system} ${code}`, rank]),
  );
  return {
    rankOf: (system, code) => ranks.get(`${system} ${code}`) ?? null,
    pageOf: indexCodePages(results),
  };
}

function describe(results: Results): string {
  const count = countRows(results, "recurring_errors");
  if (count === 0)
    return "No error comes back beyond chance: none with at least 5 charts has q\u00a0≤\u00a00.05.";
  const verb = count === 1 ? "comes" : "come";
  return `${formatQuantity(count, "error")} ${verb} back beyond chance: the same codes, on at least 5 charts, at q\u00a0≤\u00a00.05. A chart is one encounter. Who is right is not known from counts: read some of the charts.`;
}

function describeWhole(results: Results, shown: number): string | null {
  const count = countRows(results, "recurring_errors");
  if (shown >= count) return null;
  return `All ${formatCount(count)} recurring errors stand in tables/recurring_errors.csv.`;
}

/** The errors that come back, in the order of the results: the most charts first. */
export function buildRecurringView(results: Results): RecurringView {
  const context = sentenceContext(results);
  const items = results.tables.recurring_errors
    .slice(0, mostErrors)
    .map((error) => buildItem(error, context, results.run.unit));
  const further = items.slice(mostAtOnce);
  return {
    lede: describe(results),
    first: items.slice(0, mostAtOnce),
    further,
    furtherTitle: `The next ${formatCount(further.length)}`,
    furtherStart: mostAtOnce + 1,
    rest: describeWhole(results, items.length),
  };
}

/** The first recurring errors, each as one line of plain text in two parts. */
export function listRecurring(
  results: Results,
  most: number,
): readonly { readonly sentence: Sentence; readonly facts: string }[] {
  const context = sentenceContext(results);
  return results.tables.recurring_errors.slice(0, most).map((error) => ({
    sentence: wordError(error, context),
    facts: `${describeFacts(error)}.`,
  }));
}
