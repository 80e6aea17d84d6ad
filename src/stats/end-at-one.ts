import type { GateEvidence } from "./gate-bound.ts";
import type { Interval } from "./interval.ts";

/** Whether a figure of at most 1 is read as a share: its errors are counted, and rare. */
export function isReadAsShare({
  value,
  scale,
  rareClusters,
}: Pick<GateEvidence, "value" | "scale" | "rareClusters">) {
  return scale === "identity" && value !== null && value >= 0 && rareClusters !== null;
}

/**
 * Evidence on a figure x of at most 1, as net accuracy is, as that on the share (1 + x)/2: its errors are as rare as
 * the figure's own, so that its bound knows how few clusters carry them, which t alone does not. Below 0 errors are
 * not rare, and null says that the figure stays on its own scale; so does one whose clusters were not counted.
 */
export function asShare(evidence: GateEvidence): GateEvidence | null {
  const { value, se } = evidence;
  if (value === null || !isReadAsShare(evidence)) return null;
  return { ...evidence, value: toShare(value), se: se === null ? null : se / 2, scale: "logit" };
}

/** The figure of a share (1 + x)/2. */
export function fromShare(share: number | null): number | null {
  return share === null ? null : 2 * share - 1;
}

/** The share (1 + x)/2 of a figure. */
export function toShare(value: number): number {
  return (1 + value) / 2;
}

/** A figure and its variance as those of the share (1 + x)/2. */
export function shareOf({ value, variance }: { readonly value: number; readonly variance: number | null }) {
  return { value: toShare(value), variance: variance === null ? null : variance / 4 };
}

/** The interval of the figure whose share has this one. */
export function fromShares(interval: Interval | null): Interval | null {
  if (interval === null) return null;
  return { lower: 2 * interval.lower - 1, upper: 2 * interval.upper - 1 };
}
