import type { Looks } from "../domain/benchmark.ts";
import type { Figure } from "../domain/figure.ts";
import type { Metric } from "../domain/metric.ts";
import type { OrderStatistic } from "../domain/service.ts";
import { fewestForUpper, lowerRank, upperRank } from "../stats/order-statistic.ts";
import { type BoundRule, unbounded } from "./gate-bounds.ts";
import { formatConfidence } from "./gate-words.ts";

type Statistics = readonly OrderStatistic[];

/** The duration at a rank, or at the next one above that service.json holds; null where that has no answer. */
function atOrAbove(statistics: Statistics, rank: number | null): number | null {
  if (rank === null) return null;
  const safe = statistics.filter((one) => one.rank >= rank).sort((a, b) => a.rank - b.rank);
  return safe[0]?.ms ?? null;
}

/** The same at the next one below: infinite where that has no answer, null where there is none. */
function atOrBelow(statistics: Statistics, rank: number | null): number | null {
  if (rank === null) return null;
  const safe = statistics.filter((one) => one.rank <= rank).sort((a, b) => b.rank - a.rank);
  const [closest] = safe;
  return closest === undefined ? null : (closest.ms ?? Number.POSITIVE_INFINITY);
}

function whyOpen(n: number, quantile: number, confidence: number): string {
  const fewest = fewestForUpper(quantile, confidence);
  if (n >= fewest) return "too many requests got no answer for a bound";
  return `a bound at ${formatConfidence(confidence)} confidence needs ${fewest} requests; there are ${n}`;
}

/** Bounds of a percentile by order statistics, exact whatever the distribution; see stats/order-statistic.ts. */
function boundPercentile(quantile: number, n: number, statistics: Statistics): BoundRule {
  return {
    kind: "bounded",
    method: "order statistic",
    at: (confidence) => ({
      lower: atOrBelow(statistics, lowerRank(n, quantile, confidence)),
      upper: atOrAbove(statistics, upperRank(n, quantile, confidence)),
    }),
    fewest: (confidence) => fewestForUpper(quantile, confidence),
    whyOpen: (confidence) => whyOpen(n, quantile, confidence),
  };
}

/** Whether a figure is held to its benchmark as it is: one measurement of a run, or a price by contract. */
function isTakenAsItIs({ form, unit }: Metric, { scale }: Figure): boolean {
  return form === "single" || (unit === "money" && scale === null);
}

/**
 * How a figure of service.json is bounded where the usual bounds do not fit: a percentile by its order statistics, one
 * measurement not at all. Null for every other figure.
 */
export function boundService(
  metric: Metric,
  figure: Figure,
  orderStatistics: Statistics,
  looks: Looks,
): BoundRule | null {
  if (metric.stage !== "service") return null;
  if (isTakenAsItIs(metric, figure)) return { kind: "as-it-is" };
  const own = orderStatistics.filter((one) => metric.name.startsWith(`${one.metric}.`));
  if (metric.quantile === null || figure.encounters === null || own.length === 0) return null;
  if (looks.mode === "sequential")
    return unbounded("a percentile has no sequential bound; ask for its value with on: point");
  return boundPercentile(metric.quantile, figure.encounters, own);
}
