import { attributeClasses, type Concentration, type RecurringError } from "../../domain/error-tables.ts";
import {
  formatAbout,
  formatCount,
  formatDollars,
  formatPercent,
  formatQuantity,
  formatWeight,
} from "../format.ts";

const attributes = new Set<string>(attributeClasses);

/** "specialty cardiology"; a null value reads "with specialty not recorded". */
export function nameGroup({ column, value }: Pick<Concentration, "column" | "value">): string {
  return value === null ? `charts with no ${column}` : `${column} ${value}`;
}

function describeShare({ class: name, system, share }: RecurringError): string | null {
  if (share === null) return null;
  const whole = attributes.has(name) ? `matched ${system} codes` : `all ${system} errors`;
  const text = share < 0.001 ? `under ${formatPercent(0.001)}` : formatPercent(share, share < 0.0995 ? 1 : 0);
  return `${text} of ${whole}`;
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

/** "in 12 of 14 weeks, 2026-W10 to 2026-W23"; null where dates are not real. */
export function describeWeeks({
  weeks,
  weeks_of: of,
  first_week: first,
  last_week: last,
}: RecurringError): string | null {
  if (weeks === null || of === null || first === null || last === null) return null;
  const span = first === last ? `, ${first}` : `, ${first} to ${last}`;
  if (weeks === of) return of === 1 ? `in ${first}` : `in every one of ${formatCount(of)} weeks${span}`;
  return `in ${formatCount(weeks)} of ${formatQuantity(of, "week")}${span}`;
}

function describeMoney({ dollars, weight }: RecurringError): string | null {
  if (weight === null) return dollars === null ? null : `${formatDollars(dollars)} by the fee schedule`;
  const money = dollars === null ? "" : `${formatDollars(dollars)}, `;
  return `${money}DRG weight ${formatWeight(weight)} over those charts as a whole`;
}

/** How often, how much of all errors, where, when and at what price, most telling first. */
export function describeFacts(error: RecurringError): string {
  const facts = [
    formatQuantity(error.encounters, "chart"),
    describeShare(error),
    describePlace(error),
    describeWeeks(error),
    describeMoney(error),
  ];
  return facts.filter((fact) => fact !== null).join(", ");
}
