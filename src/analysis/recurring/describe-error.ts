import { pcsAxes } from "../../codeset/pcs-axes.ts";
import type { Concentration, RecurringError } from "../../domain/error-tables.ts";
import { directionOf } from "./direction.ts";
import { errorId } from "./error-id.ts";
import { isoWeek } from "./iso-week.ts";
import type { Reported } from "./reported.ts";
import type { Fact } from "./rows.ts";

/** What is known of one reported error, from every question asked of it. */
export interface Findings {
  readonly reported: Reported;
  readonly fact: Fact;
  readonly concentrations: readonly Concentration[];
  readonly examples: readonly string[];
}

/** The axes in which two procedures of one table differ, in the order of the characters. */
function nameAxes(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const axes = pcsAxes(from.charAt(0)) ?? [];
  const differing = axes.filter((_, index) => from.charAt(index + 3) !== to.charAt(index + 3));
  return differing.length === 0 ? null : differing.join(", ");
}

/** The code that the engine lists first instead, where one stands there on more than half of the charts. */
function usualCode({ usual_code, usual_encounters, encounters }: Fact): string | null {
  return usual_encounters !== null && 2 * usual_encounters > encounters ? usual_code : null;
}

/** Whose code is not valid: not always the engine's, as coders record ended codes too. */
function whoseCode({ is_coder_invalid, is_engine_invalid }: Fact): string {
  if (is_coder_invalid && is_engine_invalid) return "both codes";
  return is_coder_invalid ? "the coder's code" : "the engine's code";
}

/** Axes of procedures; the commonest difference of an attribute; of a missed code, that the engine mostly gave no answer. */
function detailOf(fact: Fact): string | null {
  if (fact.class === "invalid_code") return whoseCode(fact);
  if (fact.class === "pcs_axis") return nameAxes(fact.from_code, fact.to_code);
  if (fact.class === "wrong_principal") {
    const usual = usualCode(fact);
    return usual === null ? null : `${usual} in ${fact.usual_encounters} of ${fact.encounters}`;
  }
  const isUnanswered = fact.unanswered > 0 && 2 * fact.unanswered >= fact.encounters;
  return isUnanswered ? `no answer in ${fact.unanswered} of ${fact.encounters}` : fact.detail;
}

function weeksOf(fact: Fact): Pick<RecurringError, "weeks" | "weeks_of" | "first_week" | "last_week"> {
  const { first_week: first, last_week: last } = fact;
  if (first === null || last === null)
    return { weeks: null, weeks_of: null, first_week: null, last_week: null };
  return {
    weeks: fact.weeks,
    weeks_of: fact.weeks_of,
    first_week: isoWeek(first),
    last_week: isoWeek(last),
  };
}

/**
 * What the charts of an error weigh and cost. Weight is the summed difference, engine's DRG less coders', of those of
 * its encounters that have both: of the whole chart, which may hold other errors too. Dollars are that weight at the
 * one base rate loaded; for CPT and HCPCS codes the fees without modifier of one unit, engine's less coders', on each
 * day, where all of them are known.
 */
function priceOf(fact: Fact): Pick<RecurringError, "weight" | "dollars"> {
  const weight = fact.weight === null ? null : Number(fact.weight) / 10_000;
  if (fact.cents !== null) return { weight, dollars: Number(fact.cents) / 100 };
  return { weight, dollars: weight === null || fact.base_rate === null ? null : weight * fact.base_rate };
}

/** One row of `recurring_errors`. `expected` is by chance, over the units tested: patients for a pair. */
export function describeError({ reported, fact, concentrations, examples }: Findings): RecurringError {
  const sides = fact.from_code !== null && fact.to_code !== null ? 2 : 1;
  return {
    id: errorId(fact.system, fact.class, fact.from_code, fact.to_code),
    system: fact.system,
    class: fact.class,
    from: fact.from_code,
    to: fact.to_code ?? usualCode(fact),
    from_title: fact.from_title,
    to_title: fact.to_code === null && usualCode(fact) === null ? null : fact.to_title,
    detail: detailOf(fact),
    direction: directionOf(fact),
    encounters: fact.encounters,
    opportunities: fact.opportunities,
    expected: reported.expected,
    share: (sides * fact.encounters) / fact.assignments,
    p: reported.p,
    q: reported.q,
    ...weeksOf(fact),
    ...priceOf(fact),
    concentrations: [...concentrations],
    examples: [...examples],
  };
}
