import type { TruthCounts } from "../../domain/review.ts";

/** Codes of an encounter or a cluster: matched, given beside them, and wanting. */
export interface CodeCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  /** Encounters with any code on either side, and those with equal sets. */
  readonly either: number;
  readonly exact: number;
}

export type Party = "engine" | "coder";

export interface TruthMetric {
  readonly name: string;
  readonly party: Party;
  /** Numerator and denominator. */
  readonly of: (counts: CodeCounts) => readonly [y: number, x: number];
  /** Whether truth can hardly differ from the prediction where the party gives no code. */
  readonly needsCode: boolean;
}

const forms: Readonly<Record<string, Pick<TruthMetric, "of" | "needsCode">>> = {
  "codes.precision": { of: ({ tp, fp }) => [tp, tp + fp], needsCode: true },
  "codes.recall": { of: ({ tp, fn }) => [tp, tp + fn], needsCode: false },
  "codes.f1": { of: ({ tp, fp, fn }) => [2 * tp, 2 * tp + fp + fn], needsCode: false },
  "codes.net_accuracy": { of: ({ tp, fp, fn }) => [tp - fp, tp + fn], needsCode: false },
  "encounters.exact_match": { of: ({ exact, either }) => [exact, either], needsCode: true },
};

function metricsOf(party: Party, prefix: string): TruthMetric[] {
  return Object.entries(forms).map(([name, form]) => ({ name: `${prefix}.${name}`, party, ...form }));
}

/** `true.*` of the engine and `true.coder.*` of the coders (METRICS.md, Figures). */
export const truthMetrics: readonly TruthMetric[] = [
  ...metricsOf("engine", "true"),
  ...metricsOf("coder", "true.coder"),
];

function countCodes(tp: number, fp: number, fn: number): CodeCounts {
  const either = tp + fp + fn > 0 ? 1 : 0;
  return { tp, fp, fn, either, exact: either === 1 && fp + fn === 0 ? 1 : 0 };
}

/** One party's codes of one encounter against truth. */
export function againstTruth(counts: TruthCounts, party: Party): CodeCounts {
  const { both_right: both, both_wrong: wrong, missed } = counts;
  return party === "engine"
    ? countCodes(both + counts.engine_right, wrong + counts.engine_wrong, counts.coder_right + missed)
    : countCodes(both + counts.coder_right, wrong + counts.coder_wrong, counts.engine_right + missed);
}

/** The same against the other party's codes, which predicts truth: coders for the engine, engine for the coders. */
export function againstOther(counts: TruthCounts, party: Party): CodeCounts {
  const both = counts.both_right + counts.both_wrong;
  const engine = counts.engine_right + counts.engine_wrong;
  const coder = counts.coder_right + counts.coder_wrong;
  return party === "engine" ? countCodes(both, engine, coder) : countCodes(both, coder, engine);
}

/** Sums of `engine against coders` seen from one party. */
export function seenFrom(counts: CodeCounts, party: Party): CodeCounts {
  return party === "engine" ? counts : { ...counts, fp: counts.fn, fn: counts.fp };
}
