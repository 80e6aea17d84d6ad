/** Why the whole run has no figure of a metric, by the metric's name without `.answered`. */
export type Unavailable = ReadonlyMap<string, string>;

export const nothingUnavailable: Unavailable = new Map();

/** The same reason for several metrics. */
export function unavailableFor(metrics: readonly string[], reason: string): Unavailable {
  return new Map(metrics.map((metric) => [metric, reason]));
}
