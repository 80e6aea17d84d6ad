import type { Benchmark } from "../domain/benchmark.ts";
import type { Figure } from "../domain/figure.ts";
import { withUnit } from "../domain/unit-word.ts";
import type { Outcome } from "../domain/verdict.ts";
import type { Requirement } from "../stats/power/encounters-needed.ts";
import type { GateBounds } from "./gate-evidence.ts";
import { formatBeside, formatConfidence } from "./gate-words.ts";
import { satisfies } from "./requirement.ts";
import { measuredWords, requiredWords } from "./requirement-words.ts";

/** What a figure says of a requirement; `bound` is the one-sided bound that decided, null where none did. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly bound: number | null;
  readonly reason: string;
}

/** What a benchmark asks, as written and as one direction and number; `unit` is what its numbers are in. */
interface Asked {
  readonly benchmark: Benchmark;
  readonly requirement: Requirement;
  readonly unit: string | null;
}

/** The same of a value that was measured. */
export interface Question extends Asked {
  readonly value: number;
}

function show({ requirement, unit }: Asked, measured: number): string {
  return withUnit(formatBeside(measured, requirement.threshold), unit);
}

export function undecided(reason: string): Judgement {
  return { outcome: "inconclusive", bound: null, reason };
}

/** Why a figure cannot be held to any requirement, or null where it can. */
export function findFlaw(figure: Figure, fewest = 0): string | null {
  const { encounters, value, note } = figure;
  const isEmpty = encounters === 0;
  if (isEmpty || value === null || !Number.isFinite(value)) {
    if (note !== null) return `the figure could not be computed: ${note}`;
    return isEmpty ? "no encounter entered the figure" : "the figure could not be computed";
  }
  return findShortage(figure, fewest);
}

/** Whether fewer encounters entered a figure than a judgement takes, in words; null where there are enough. */
export function findShortage({ encounters }: Figure, fewest = 0): string | null {
  if (fewest === 0 || (encounters !== null && encounters >= fewest)) return null;
  return `${fewest} encounters are required for a judgement; there are ${encounters ?? "none counted"}`;
}

/** Holds the value itself to the requirement, whatever its uncertainty. */
export function judgePoint(question: Question): Judgement {
  const { benchmark, requirement, unit, value } = question;
  const measured = measuredWords(show(question, value), benchmark);
  const reason = `${measured}, and ${requiredWords(benchmark, unit)} of the value itself, whatever its uncertainty`;
  return { outcome: satisfies(value, requirement) ? "met" : "not-met", bound: null, reason };
}

/** Holds one measurement to the requirement, of which nothing tells how another would turn out. */
export function judgeAsItIs(question: Question): Judgement {
  const { benchmark, requirement, unit, value } = question;
  const measured = measuredWords(show(question, value), benchmark);
  const reason = `${measured}, and ${requiredWords(benchmark, unit)}; one measurement, no bound`;
  return { outcome: satisfies(value, requirement) ? "met" : "not-met", bound: null, reason };
}

function describeConfidence(confidence: number, method: string | null): string {
  return `at ${formatConfidence(confidence)} confidence${method === null ? "" : ` (${method})`}`;
}

/**
 * Holds a figure without a value to the requirement, where so many requests got no answer that the lower bound itself
 * is of none: longer than any time allowed. Null where that is not so. `why` tells how many.
 */
export function judgeUnanswered(
  { benchmark, requirement, unit }: Asked,
  { lower }: GateBounds,
  confidence: number,
  method: string | null,
  why: string,
): Judgement | null {
  if (lower === null || Number.isFinite(lower) || satisfies(lower, requirement)) return null;
  const sure = `we can be sure of that ${describeConfidence(confidence, method)}`;
  return {
    outcome: "not-met",
    bound: null,
    reason: `${why}; ${sure}, and ${requiredWords(benchmark, unit)}`,
  };
}

/** The bound on the side from which the requirement is proved, and the one from which it is refuted. */
export function sidesOf(bounds: GateBounds, { kind }: Requirement) {
  return kind === "at-least"
    ? { proof: bounds.lower, refutation: bounds.upper, proves: "at least", refutes: "at most" }
    : { proof: bounds.upper, refutation: bounds.lower, proves: "at most", refutes: "at least" };
}

/**
 * Holds one-sided bounds to the requirement (METRICS, Guarantees): `at_least: x` is met when the lower
 * bound ≥ x, not met when the upper bound < x, else inconclusive; `at_most` mirrors it. `method` names bounds
 * that are not the usual ones; `whyOpen` says why one is missing.
 */
export function judgeBounds(
  question: Question,
  bounds: GateBounds,
  confidence: number,
  method: string | null,
  whyOpen = "too few encounters for a bound",
): Judgement {
  const { benchmark, requirement, unit, value } = question;
  const { proof, refutation, proves, refutes } = sidesOf(bounds, requirement);
  const isRefuted = refutation !== null && !satisfies(refutation, requirement);
  if (refutation === null || (proof === null && !isRefuted)) return undecided(whyOpen);
  const measured = measuredWords(show(question, value), benchmark);
  const sure = describeConfidence(confidence, method);
  const required = requiredWords(benchmark, unit);
  if (proof !== null && satisfies(proof, requirement)) {
    const reason = `${measured}; we can be sure of ${proves} ${show(question, proof)} ${sure}, and ${required}`;
    return { outcome: "met", bound: proof, reason };
  }
  if (proof === null || isRefuted) {
    const reason = `${measured}; it is ${refutes} ${show(question, refutation)} ${sure}, and ${required}`;
    return { outcome: "not-met", bound: refutation, reason };
  }
  const reason = satisfies(value, requirement)
    ? `${measured}; we can only be sure of ${proves} ${show(question, proof)} ${sure}, and ${required}`
    : `${measured}, where ${required}; but ${show(question, refutation)} cannot be ruled out ${sure}`;
  return { outcome: "inconclusive", bound: proof, reason };
}
