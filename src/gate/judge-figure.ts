import type { Figure } from "../domain/figure.ts";
import type { Metric } from "../domain/metric.ts";
import type { Outcome } from "../domain/verdict.ts";
import type { Requirement } from "../stats/encounters-needed.ts";
import type { GateBounds } from "./gate-evidence.ts";
import { formatBeside, formatConfidence, formatThreshold } from "./gate-words.ts";
import { satisfies } from "./requirement.ts";

/** What a figure says of a requirement; `bound` is the one-sided bound that decided, null where none did. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly bound: number | null;
  readonly reason: string;
}

export function undecided(reason: string): Judgement {
  return { outcome: "inconclusive", bound: null, reason };
}

/** Why a figure cannot be held to any requirement, or null where it can. */
export function findFlaw(figure: Figure): string | null {
  const isEmpty = figure.encounters === 0;
  if (!isEmpty && figure.value !== null && Number.isFinite(figure.value)) return null;
  if (figure.note !== null) return `the figure could not be computed: ${figure.note}`;
  return isEmpty ? "no encounter entered the figure" : "the figure could not be computed";
}

function requiredWords({ kind, threshold }: Requirement): string {
  return `${kind === "at-least" ? "at least" : "at most"} ${formatThreshold(threshold)} is required`;
}

/** Holds the value itself to the requirement, whatever its uncertainty. */
export function judgePoint(value: number, requirement: Requirement): Judgement {
  const measured = formatBeside(value, requirement.threshold);
  const reason = `${measured} measured, and ${requiredWords(requirement)} of the value itself, whatever its uncertainty`;
  return { outcome: satisfies(value, requirement) ? "met" : "not-met", bound: null, reason };
}

/** The bound on the side from which the requirement is proved, and the one from which it is refuted. */
function sidesOf(bounds: GateBounds, { kind }: Requirement) {
  return kind === "at-least"
    ? { proof: bounds.lower, refutation: bounds.upper, proves: "at least", refutes: "at most" }
    : { proof: bounds.upper, refutation: bounds.lower, proves: "at most", refutes: "at least" };
}

/**
 * Holds one-sided bounds to the requirement (METRICS, Guarantees): `at_least: x` is met when the lower
 * bound ≥ x, not met when the upper bound < x, else inconclusive; `at_most` mirrors it.
 */
export function judgeBounds(
  value: number,
  bounds: GateBounds,
  requirement: Requirement,
  confidence: number,
): Judgement {
  const { proof, refutation, proves, refutes } = sidesOf(bounds, requirement);
  if (proof === null || refutation === null) return undecided("too few encounters or clusters for a bound");
  const show = (measured: number) => formatBeside(measured, requirement.threshold);
  const measured = `${show(value)} measured`;
  const sure = `at ${formatConfidence(confidence)} confidence`;
  const required = requiredWords(requirement);
  if (satisfies(proof, requirement)) {
    const reason = `${measured}; we can be sure of ${proves} ${show(proof)} ${sure}, and ${required}`;
    return { outcome: "met", bound: proof, reason };
  }
  if (!satisfies(refutation, requirement)) {
    const reason = `${measured}; it is ${refutes} ${show(refutation)} ${sure}, and ${required}`;
    return { outcome: "not-met", bound: refutation, reason };
  }
  const reason = satisfies(value, requirement)
    ? `${measured}; we can only be sure of ${proves} ${show(proof)} ${sure}, and ${required}`
    : `${measured}, where ${required}; but ${show(refutation)} cannot be ruled out ${sure}`;
  return { outcome: "inconclusive", bound: proof, reason };
}

/**
 * Why a metric has no bound that a gate may rest on, or null where it has one.
 * Source: METRICS, Intervals: a macro interval is for the expected value at this sample size.
 */
export function findBoundFlaw(metric: Metric, figure: Figure): string | null {
  if (metric.form === "macro") return "a macro figure has no bound for a gate; ask for it with on: point";
  if (figure.scale !== null) return null;
  return "the figure has no interval; ask for its value with on: point";
}
