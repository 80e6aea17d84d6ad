/** Two bounds on one number, the lower never above the upper. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The tail left on each side of a two-sided interval: 0.025 for a confidence of 0.95. */
export function tailOf(confidence: number): number {
  return (1 - confidence) / 2;
}

/** Nearest number to `value` within 0 and 1. */
export function clampToUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
