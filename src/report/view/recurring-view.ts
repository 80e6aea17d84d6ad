import { attributeClasses, type ErrorClass, type RecurringError } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { indexCodePages } from "../code-anchor.ts";
import { formatCount, formatQ, formatQuantity } from "../format.ts";
import { countRows } from "../table-rows.ts";
import { describeChance, describePlaceCharts } from "./error-chance.ts";
import { describeFacts, describeLift, type FactContext, nameGroup } from "./error-facts.ts";
import { nameError, type SentenceContext, wordError } from "./error-sentence.ts";
import type { Sentence } from "./sentence.ts";

/** Errors shown at once, and with the rest opened. */
const mostAtOnce = 10;
const mostErrors = 25;
/** Charts of each of the first errors that are printed. */
const mostPrinted = 5;

type Context = SentenceContext & FactContext;

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
  /** Some of the charts for a reader on paper, where details stay closed; null beyond the first errors. */
  readonly printed: string | null;
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

const tags: Partial<Record<ErrorClass, string>> = {
  em_level_higher: "higher",
  em_level_lower: "lower",
  specificity_gained: "more specific",
  specificity_lost: "less specific",
};

const tones = { over: "is-over", under: "is-under", other: "" } as const;

/** The kind of error in a word, not a proved bias; null where neither side has more. */
function tagError({ class: name, from, to, direction }: RecurringError): string | null {
  if (direction === "other" || attributes.has(name)) return null;
  if (from === null) return "extra";
  return to === null ? "missing" : (tags[name] ?? null);
}

function nameEvidence({ examples, encounters }: RecurringError): string {
  if (examples.length === 0) return "Figures";
  const isAll = examples.length >= encounters;
  return `Figures, and ${isAll ? "the charts" : `${formatCount(examples.length)} of the charts`}`;
}

function printExamples({ examples }: RecurringError, index: number): string | null {
  const isPrinted = index < mostAtOnce && examples.length > 0;
  return isPrinted ? examples.slice(0, mostPrinted).join(", ") : null;
}

function buildItem(error: RecurringError, index: number, results: Results, context: Context): ErrorItem {
  return {
    lean: tagError(error),
    tone: tones[error.direction],
    id: error.id,
    sentence: wordError(error, context),
    facts: describeFacts(error, context),
    chance: describeChance(error, results.run.unit),
    places: error.concentrations.map((place) => ({
      group: nameGroup(place),
      charts: describePlaceCharts(error, place),
      lift: describeLift(place.lift),
      q: formatQ(place.q),
    })),
    examples: error.examples.join(", "),
    printed: printExamples(error, index),
    summary: nameEvidence(error),
  };
}

/** What the sentences and the facts need to know of a run's results. */
export function errorContext(results: Results): Context {
  const { em_levels: levels, codes } = results.tables;
  const ranks = new Map(levels.map(({ system, code, rank }) => [`${system} ${code}`, rank]));
  const rows = new Map(codes.map((row) => [`${row.system} ${row.code}`, row]));
  const differing = countDiffering(results);
  return {
    rankOf: (system, code) => ranks.get(`${system} ${code}`) ?? null,
    chartsOf: (system, code, side) => rows.get(`${system} ${code}`)?.[side] ?? null,
    differingOf: (system) => differing.get(system) ?? null,
    pageOf: indexCodePages(results),
  };
}

/** Codes that one side alone gave, by system. */
function countDiffering({ tables }: Results): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { system, of, count } of tables.error_classes)
    if (of === "codes") sums.set(system, (sums.get(system) ?? 0) + count);
  return sums;
}

const conventions = [
  "A chart is one encounter.",
  "A chart that the engine held or failed on counts all its codes as left out.",
  "A differing code is one that one side alone gave; a code given in place of another makes two.",
  "Who is right is not known from counts: read some of the charts.",
].join(" ");

function describe(results: Results): string {
  const count = countRows(results, "recurring_errors");
  if (count === 0)
    return "No error comes back beyond chance: none with at least 5 charts has q\u00a0≤\u00a00.05.";
  const subject = `${formatQuantity(count, "error")} ${count === 1 ? "keeps" : "keep"} coming back`;
  return `${subject}: the same codes, got wrong the same way, on 5 charts or more, and more often than chance explains (at most about 1 in 20 of them by chance). ${conventions}`;
}

function describeWhole(results: Results, shown: number): string | null {
  const count = countRows(results, "recurring_errors");
  if (shown >= count) return null;
  return `All ${formatCount(count)} recurring errors stand in tables/recurring_errors.csv.`;
}

/** The errors that come back, in the order of the results: the most charts first. */
export function buildRecurringView(results: Results): RecurringView {
  const context = errorContext(results);
  const items = results.tables.recurring_errors
    .slice(0, mostErrors)
    .map((error, index) => buildItem(error, index, results, context));
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
  const context = errorContext(results);
  return results.tables.recurring_errors.slice(0, most).map((error) => ({
    sentence: wordError(error, context),
    facts: describeFacts(error, context),
  }));
}

/** "Most frequent error: leaves out Z79.4 (62 charts)"; null where none comes back. */
export function nameMostFrequent(results: Results): string | null {
  const [first] = results.tables.recurring_errors;
  if (first === undefined) return null;
  const charts = formatQuantity(first.encounters, "chart");
  return `Most frequent error: ${nameError(first, errorContext(results))} (${charts})`;
}
