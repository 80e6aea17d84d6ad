import type { AutomationSpec } from "../../domain/automation-spec.ts";
import type { Slice } from "../../domain/figure.ts";
import type { GateEvidence } from "../../stats/gate-bound.ts";
import {
  binomialRiskP,
  enoughAtTarget,
  isRiskBounded,
  lastProved,
  leastAccepted,
} from "../../stats/learn-then-test.ts";
import { kishSize, linearisedVariance, ratioValue } from "../../stats/ratio.ts";
import type { CandidateRow, SizeRow } from "./rows.ts";

/** What is to be proved of one slice: at most `target` errors among the accepted, at level `delta`. */
export interface Claim {
  readonly size: SizeRow;
  readonly slice: Slice | null;
  readonly target: number;
  readonly delta: number;
  readonly leastAccepted: number;
  /** Where patients repeat: the effective size that the first test should have. */
  readonly enoughAtTarget: number;
}

/** How the tests of a claim ended. `shown` is the proved candidate, else the first that was tried, null for none. */
export interface Trial {
  readonly claim: Claim;
  readonly candidates: number;
  readonly method: string;
  readonly proved: CandidateRow | null;
  readonly shown: CandidateRow | null;
}

/**
 * The claims of a run: the whole of it at δ, and each value of `by` at δ over the number of values.
 * Source: METRICS.md, Guarantees.
 */
export function drawUpClaims(sizes: readonly SizeRow[], spec: AutomationSpec): readonly Claim[] {
  const slices = sizes.filter(({ slice_ix }) => slice_ix > 0).length;
  return sizes.map((size) => {
    const isWhole = size.slice_ix === 0;
    const delta = (1 - spec.confidence) / (isWhole ? 1 : slices);
    const slice = isWhole || spec.by === undefined ? null : { [spec.by]: size.value };
    const target = spec.target_error;
    const sizes = { leastAccepted: leastAccepted(target, delta), enoughAtTarget: enoughAtTarget(target) };
    return { size, slice, target, delta, ...sizes };
  });
}

function evidenceOf(row: CandidateRow, delta: number): GateEvidence {
  const value = ratioValue(row);
  const variance = linearisedVariance(row);
  return {
    value,
    se: variance === null ? null : Math.sqrt(variance),
    numerator: Number(row.y),
    denominator: Number(row.x),
    nEffective: kishSize(row),
    rareClusters: value !== null && value >= 0.5 ? row.no : row.yes,
    df: row.clusters - 1,
    scale: "logit",
    confidence: 1 - delta,
  };
}

function isProvedExactly({ target, delta }: Claim, { x, y }: CandidateRow): boolean {
  return binomialRiskP(Number(y), Number(x), target) <= delta;
}

function isProvedRoughly({ target, delta }: Claim, row: CandidateRow): boolean {
  return isRiskBounded(evidenceOf(row, delta), target);
}

function describeMethod(isExact: boolean, unit: string): string {
  const how = isExact ? `exact binomial, one encounter a ${unit}` : `gate bound by ${unit}, approximate`;
  return `Learn-then-Test, ${how}`;
}

/**
 * Tests the candidates of a claim, the strictest first, and stops at the first that fails. Exact where no cluster has
 * two encounters among all that could be accepted, else by the gate bound.
 */
export function tryThresholds(claim: Claim, candidates: readonly CandidateRow[], unit: string): Trial {
  const widest = candidates.at(-1);
  const isExact = widest === undefined || widest.xx === widest.x;
  const isProved = isExact ? isProvedExactly : isProvedRoughly;
  const proved = lastProved(candidates, (candidate) => isProved(claim, candidate));
  const method = describeMethod(isExact, unit);
  return { claim, candidates: candidates.length, method, proved, shown: proved ?? candidates[0] ?? null };
}

function describeTooFew({ size, leastAccepted: least }: Claim): string {
  const { tested_confident: rated } = size;
  return rated < least
    ? `none is proved: ${rated} encounters tested carry a confidence, and ${least} are needed`
    : `none is proved: patients repeat among the ${rated} encounters tested, which count for fewer than the ${least} needed`;
}

/** Why a trial proved nothing; null where it did. */
export function whyNoneProved({ claim, proved, shown }: Trial): string | null {
  if (proved !== null) return null;
  if (claim.size.confident === 0) return "the engine gives no confidence for its encounters";
  if (shown === null) return describeTooFew(claim);
  return `none is proved: ${shown.y} of the ${shown.x} most confident encounters tested are no exact match`;
}
