import type { Benchmark } from "../domain/benchmark.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import type { Frame, LookRecord } from "../domain/verdict.ts";

/** Everything that chance enters a verdict by: its encounters and answers, the seed, and what reviewers settled. */
export type LookIdentity = Pick<LookRecord, "frame" | "seed" | "adjudication">;

/** What of results.json tells looks apart. */
export interface LookedAt {
  readonly run: {
    readonly frame: Frame | null;
    readonly seed: number | null;
    readonly adjudication: { readonly sha256: string } | null;
  };
  readonly figures: readonly { readonly metric: string; readonly value: number | null }[];
}

/** Reviews count from when a figure was made of them: drawn or half answered ones show nothing. */
export function identifyLook({ run, figures }: LookedAt): LookIdentity {
  const isReviewed = figures.some(({ metric, value }) => metric.startsWith("true.") && value !== null);
  const adjudication = isReviewed ? (run.adjudication?.sha256 ?? null) : null;
  return { frame: run.frame, seed: run.seed, adjudication };
}

/** Whether both are about the same encounters with the same answers; unknown ones are not. */
export function isSameFrame(frame: Frame | null, other: Frame | null): boolean {
  return frame !== null && frame.digest === other?.digest && frame.answers === other.answers;
}

/** Which of the two ways of chance beside the frame the figures of a gate depend on. */
export interface ChanceAsked {
  readonly seed: boolean;
  readonly review: boolean;
}

function isSeeded(metric: string): boolean {
  const form = findMetric(metric)?.form;
  return metric.startsWith("automation.") || form === "macro" || form === "alpha";
}

/** Thresholds are proved, and groups of macro and alpha figures drawn, by the seed; `true.*` figures rest on reviews. */
export function readChance(benchmarks: readonly Benchmark[]): ChanceAsked {
  const metrics = benchmarks.map(({ metric }) => metric);
  return { seed: metrics.some(isSeeded), review: metrics.some((metric) => metric.startsWith("true.")) };
}

/** Whether the encounters were drawn by another seed, or the same ones judged by other reviews, as far as `asked` goes. */
export function isDrawnAnew(own: LookIdentity, other: LookIdentity, asked: ChanceAsked): boolean {
  const isOtherSeed = asked.seed && other.seed !== null && own.seed !== other.seed;
  const hasBoth = own.adjudication !== null && other.adjudication !== null;
  const isOtherReview = asked.review && hasBoth && own.adjudication !== other.adjudication;
  return isOtherSeed || (isOtherReview && isSameFrame(own.frame, other.frame));
}

/** Whether two verdicts rest on the very same data and chance, whatever their gates. */
export function isIdentical(own: LookIdentity, other: LookIdentity): boolean {
  return (
    isSameFrame(own.frame, other.frame) && own.seed === other.seed && own.adjudication === other.adjudication
  );
}
