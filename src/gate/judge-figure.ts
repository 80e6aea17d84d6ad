import type { Benchmark } from "../domain/benchmark.ts";
import type { Figure } from "../domain/figure.ts";
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

/** What a benchmark asks, as written and as one direction and number, of a value that was measured. */
export interface Question {
  readonly benchmark: Benchmark;
  readonly requirement: Requirement;
  readonly value: number;
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
  if (fewest === 0 || (encounters !== null && encounters >= fewest)) return null;
  return `${fewest} encounters are required for a judgement; there are ${encounters ?? "none counted"}`;
}

/** Holds the value itself to the requirement, whatever its uncertainty. */
export function judgePoint({ benchmark, requirement, value }: Question): Judgement {
  const measured = measuredWords(formatBeside(value, requirement.threshold), benchmark);
  const reason = `${measured}, and ${requiredWords(benchmark)} of the value itself, whatever its uncertainty`;
  return { outcome: satisfies(value, requirement) ? "met" : "not-met", bound: null, reason };
}

/** Holds one measurement to the requirement, of which nothing tells how another would turn out. */
export function judgeAsItIs(question: Question): Judgement {
  const { benchmark, requirement, value } = question;
  const measured = measuredWords(formatBeside(value, requirement.threshold), benchmark);
  const reason = `${measured}, and ${requiredWords(benchmark)}; one measurement, no bound`;
  return { outcome: satisfies(value, requirement) ? "met" : "not-met", bound: null, reason };
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
  const { benchmark, requirement, value } = question;
  const { proof, refutation, proves, refutes } = sidesOf(bounds, requirement);
  const isRefuted = refutation !== null && !satisfies(refutation, requirement);
  if (refutation === null || (proof === null && !isRefuted)) return undecided(whyOpen);
  const show = (measured: number) => formatBeside(measured, requirement.threshold);
  const measured = measuredWords(show(value), benchmark);
  const sure = `at ${formatConfidence(confidence)} confidence${method === null ? "" : ` (${method})`}`;
  const required = requiredWords(benchmark);
  if (proof !== null && satisfies(proof, requirement)) {
    const reason = `${measured}; we can be sure of ${proves} ${show(proof)} ${sure}, and ${required}`;
    return { outcome: "met", bound: proof, reason };
  }
  if (proof === null || isRefuted) {
    const reason = `${measured}; it is ${refutes} ${show(refutation)} ${sure}, and ${required}`;
    return { outcome: "not-met", bound: refutation, reason };
  }
  const reason = satisfies(value, requirement)
    ? `${measured}; we can only be sure of ${proves} ${show(proof)} ${sure}, and ${required}`
    : `${measured}, where ${required}; but ${show(refutation)} cannot be ruled out ${sure}`;
  return { outcome: "inconclusive", bound: proof, reason };
}
