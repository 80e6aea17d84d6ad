import { attributeClasses, type Concentration, type RecurringError } from "../../domain/error-tables.ts";
import {
  formatAbout,
  formatCount,
  formatDollars,
  formatPercent,
  formatQuantity,
  formatWeight,
} from "../format.ts";
import { nameMonth } from "./name-month.ts";

const attributes = new Set<string>(attributeClasses);

/** "specialty cardiology"; a null value reads "with specialty not recorded". */
export function nameGroup({ column, value }: Pick<Concentration, "column" | "value">): string {
  return value === null ? `charts with no ${column}` : `${column} ${value}`;
}

/** What the facts are held against, beside the error itself. */
export interface FactContext {
  /** Codes of a system that one side alone gave; null where the run has no count. */
  readonly differingOf: (system: string) => number | null;
  /** Charts on which one side alone gave the code, whatever the class of the error; null where that is not known. */
  readonly chartsOf: (system: string, code: string, side: "over" | "missed") => number | null;
  /** Address of a code's page; null where it has none. */
  readonly pageOf: (system: string, code: string) => string | null;
}

function formatShare(share: number): string {
  return share < 0.001 ? `under ${formatPercent(0.001)}` : formatPercent(share, share < 0.0995 ? 1 : 0);
}

/** Each code of a pair is a differing code, so that a pair on 25 charts is 50 of them. */
function describeShare(error: RecurringError, { differingOf }: FactContext): string | null {
  const { class: name, system, share } = error;
  if (share === null) return null;
  if (attributes.has(name)) return `${formatShare(share)} of all ${system} errors of this kind`;
  const all = differingOf(system);
  return all === null
    ? `${formatShare(share)} of differing ${system} codes`
    : `${formatCount(Math.round(share * all))} of ${formatCount(all)} differing ${system} codes (${formatShare(share)})`;
}

/** "With its other kinds of error, 61 charts in all: see its page."; null where this error is all there is. */
function describeWhole(error: RecurringError, { chartsOf, pageOf }: FactContext): string | null {
  const { class: name, system, from, to, encounters } = error;
  if (attributes.has(name) || (from !== null && to !== null)) return null;
  const code = to ?? from;
  const charts = code === null ? null : chartsOf(system, code, to === null ? "missed" : "over");
  if (code === null || charts === null || charts <= encounters) return null;
  const where = pageOf(system, code) === null ? "" : ": see its page";
  return `With its other kinds of error, ${formatQuantity(charts, "chart")} in all${where}.`;
}

/** "3.1 times as often as elsewhere". */
export function describeLift(lift: number | null): string {
  return lift === null ? "never elsewhere" : `${formatAbout(lift)} times as often as elsewhere`;
}

function describePlace({ encounters, concentrations }: RecurringError): string | null {
  const [first] = concentrations;
  if (first === undefined) return null;
  if (first.lift === null) return `only ${nameGroup(first)}`;
  const word = first.encounters * 2 > encounters ? "mostly" : "more often in";
  return `${word} ${nameGroup(first)} (${describeLift(first.lift)})`;
}

/** "from March 2026 to June 2026, in 12 of the 14 weeks in which the code came up"; null where dates are not real. */
export function describeWeeks({
  weeks,
  weeks_of: of,
  first_week: first,
  last_week: last,
}: RecurringError): string | null {
  if (weeks === null || of === null || first === null || last === null) return null;
  const [start, end] = [nameMonth(first), nameMonth(last)];
  const span = start === end ? `in ${start}` : `from ${start} to ${end}`;
  if (of === 1) return span;
  const count = weeks === of ? "every one" : formatCount(weeks);
  return `${span}, in ${count} of the ${formatCount(of)} weeks in which the code came up`;
}

function describeMoney({ dollars, weight }: RecurringError): string | null {
  if (weight === null) return dollars === null ? null : `${formatDollars(dollars)} by the fee schedule`;
  const money = dollars === null ? "" : `${formatDollars(dollars)}, `;
  return `${money}DRG weight ${formatWeight(weight)} over those charts as a whole`;
}

/** How often, how much of what differs, where, when and at what price, most telling first; whole sentences. */
export function describeFacts(error: RecurringError, context: FactContext): string {
  const facts = [
    formatQuantity(error.encounters, "chart"),
    describeShare(error, context),
    describePlace(error),
    describeWeeks(error),
    describeMoney(error),
  ];
  const whole = describeWhole(error, context);
  return `${facts.filter((fact) => fact !== null).join(", ")}.${whole === null ? "" : ` ${whole}`}`;
}
