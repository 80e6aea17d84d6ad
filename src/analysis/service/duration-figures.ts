import type { Figure } from "../../domain/figure.ts";
import type { OrderStatistic } from "../../domain/service.ts";
import { percentiles } from "../../domain/service-metrics.ts";
import { lowerRank, nearestRank, upperRank } from "../../stats/order-statistic.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";
import { longestRow, rankRow } from "./rows.ts";

const ranksSql = readSql(new URL("./ranks.sql", import.meta.url));
const longestSql = readSql(new URL("./longest.sql", import.meta.url));
const counts = new Intl.NumberFormat("en-US");

/** Confidences at which a gate may ask for a bound, beside the scenario's own; at others it takes the next safer rank. */
const usualConfidences = [0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999];

/** One kind of duration: `n` requests, of which `open` got no answer. */
export interface DurationKind {
  readonly metric: "engine.latency_ms" | "engine.turnaround_ms";
  readonly n: number;
  readonly open: number;
  readonly confidence: number;
  /** Said beside every percentile that has a value; null: nothing. */
  readonly note: string | null;
}

export interface Durations {
  readonly figures: readonly Figure[];
  readonly orderStatistics: readonly OrderStatistic[];
}

/** The half of what a two-sided interval leaves out lies on either side. */
function oneSided(confidence: number): number {
  return 1 - (1 - confidence) / 2;
}

function ranksFor(n: number, percent: number, confidence: number): readonly (number | null)[] {
  return [lowerRank(n, percent / 100, confidence), upperRank(n, percent / 100, confidence)];
}

function listRanks({ n, confidence }: DurationKind): readonly number[] {
  const confidences = [...usualConfidences, confidence, oneSided(confidence)];
  const ranks = Object.values(percentiles).flatMap((percent) => [
    nearestRank(n, percent),
    ...confidences.flatMap((each) => ranksFor(n, percent, each)),
  ]);
  return [...new Set([1, n, ...ranks])].filter((rank) => rank !== null && rank > 0).map(Number);
}

async function readRanks(store: Store, kind: DurationKind): Promise<ReadonlyMap<number, number | null>> {
  const parameters = {
    ranks: JSON.stringify(listRanks(kind)),
    is_turnaround: kind.metric === "engine.turnaround_ms",
  };
  const rows = await store.query(ranksSql, rankRow, parameters);
  return new Map(rows.map(({ rank, ms }) => [rank, ms]));
}

function blank(kind: DurationKind, point: string) {
  const { confidence, n } = kind;
  const metric = `${kind.metric}.${point}`;
  return { metric, system: null, slice: null, ...blankFigure, confidence, encounters: n };
}

function percentileFigure(
  kind: DurationKind,
  point: string,
  percent: number,
  ranks: ReadonlyMap<number, number | null>,
): Figure {
  const { n, open, confidence } = kind;
  const at = (rank: number | null) => (rank === null ? null : (ranks.get(rank) ?? null));
  const [lower, upper] = ranksFor(n, percent, oneSided(confidence)).map(at);
  const value = at(nearestRank(n, percent));
  const none = `${counts.format(open)} of ${counts.format(n)} requests got no answer: more than ${100 - percent} in 100`;
  return {
    ...blank(kind, point),
    value,
    lower: lower ?? null,
    upper: upper ?? null,
    method: "nearest rank, order statistics",
    note: value === null ? none : kind.note,
  };
}

async function longestFigure(store: Store, kind: DurationKind): Promise<Figure> {
  const isTurnaround = kind.metric === "engine.turnaround_ms";
  const [row] = await store.query(longestSql, longestRow, { is_turnaround: isTurnaround });
  const value = row?.ms ?? null;
  const note = value === null ? "no request was answered" : kind.note;
  return { ...blank(kind, "max"), value, method: "longest of all answers", note };
}

/**
 * The percentiles of one kind of duration with their distribution-free intervals, the longest answer, and the order
 * statistics from which a gate takes one-sided bounds. A request without an answer is slower than every answer, so a
 * percentile that falls on one is null.
 */
export async function measureDurations(store: Store, kind: DurationKind): Promise<Durations> {
  if (kind.n === 0) return { figures: [], orderStatistics: [] };
  const ranks = await readRanks(store, kind);
  const figures = Object.entries(percentiles).map(([point, percent]) =>
    percentileFigure(kind, point, percent, ranks),
  );
  return {
    figures: [...figures, await longestFigure(store, kind)],
    orderStatistics: [...ranks].map(([rank, ms]) => ({ metric: kind.metric, rank, ms })),
  };
}

/** The same figures without a value, each with the reason. */
export function withoutDurations(kind: DurationKind, reason: string): readonly Figure[] {
  return [...Object.keys(percentiles), "max"].map((point) => ({
    ...blank(kind, point),
    value: null,
    note: reason,
  }));
}
