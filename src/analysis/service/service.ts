import type { CostSpec } from "../../domain/cost-spec.ts";
import type { Figure } from "../../domain/figure.ts";
import {
  type FailureRow,
  failureRowSchema,
  type Generator,
  type Lane,
  type OrderStatistic,
  type ServiceCost,
  type TimeBin,
} from "../../domain/service.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";
import { type DurationKind, measureDurations, withoutDurations } from "./duration-figures.ts";
import { measureGenerator, whyInvalid } from "./generator.ts";
import { type AskingSession, loadSpans, measureLanes, measureOverTime } from "./over-time.ts";
import { describeCost, measureRatios } from "./ratio-figures.ts";
import { type Counts, countsRow } from "./rows.ts";

const linesSql = readSql(new URL("./lines.sql", import.meta.url));
const countsSql = readSql(new URL("./counts.sql", import.meta.url));
const failuresSql = readSql(new URL("./failures.sql", import.meta.url));

/** What the journal alone cannot tell. `unit` names a cluster, `rateLimit` is requests a second, null without one. */
export interface ServiceInput {
  readonly sessions: readonly AskingSession[];
  readonly cost: CostSpec | null;
  readonly rateLimit: number | null;
  readonly unit: string;
  readonly confidence: number;
}

/** How a live engine served; `failures` are all of them, in the order of encounters. */
export interface MeasuredService {
  readonly counts: Counts;
  readonly figures: readonly Figure[];
  readonly orderStatistics: readonly OrderStatistic[];
  readonly generator: Generator | null;
  readonly cost: ServiceCost | null;
  readonly lanes: readonly Lane[];
  readonly overTime: readonly TimeBin[];
  readonly failures: readonly FailureRow[];
}

async function loadLines(store: Store, { cost }: ServiceInput): Promise<Counts> {
  await store.execute(linesSql, {
    currency: cost?.currency ?? null,
    per_encounter: cost?.per_encounter ?? null,
    per_input: cost?.per_million_input_tokens ?? null,
    per_output: cost?.per_million_output_tokens ?? null,
  });
  const [counts] = await store.query(countsSql, countsRow);
  if (counts === undefined) throw new Error("counts.sql gives one row");
  return counts;
}

function whyUntimed({ responses, cached, in_files: inFiles }: Counts): string {
  if (responses === 0) return "no request was made";
  if (inFiles > 0) return "the answers came in files: no request was timed";
  return cached > 0 ? "every answer came from the cache" : "no request was timed";
}

function latencyKind(counts: Counts, confidence: number): DurationKind {
  return {
    metric: "engine.latency_ms",
    n: counts.latencies,
    open: counts.latencies_open,
    confidence,
    note: counts.turnarounds > 0 ? "of handing the job in; the answer came later" : null,
  };
}

function turnaroundKind(counts: Counts, confidence: number): DurationKind {
  const { turnarounds: n, turnarounds_open: open } = counts;
  return { metric: "engine.turnaround_ms", n, open, confidence, note: null };
}

/** What but the engine decides how many answers came a second; nothing in a batch. */
function describePace(lanes: readonly Lane[]): readonly string[] {
  if (!lanes.some(({ mode }) => mode === "realtime")) return [];
  return lanes.length === 1
    ? ["the arrivals set the pace"]
    : ["of batch and real time together; the arrivals set the pace of the latter"];
}

function throughputFigure(
  counts: Counts,
  askedUs: number,
  input: ServiceInput,
  lanes: readonly Lane[],
): Figure {
  const { served } = counts;
  const isTimed = askedUs > 0 && counts.attempts > 0 && counts.in_files === 0;
  const setBy = [
    ...describePace(lanes),
    ...(input.rateLimit === null ? [] : [`at most ${input.rateLimit} requests a second were allowed`]),
  ];
  return {
    metric: "engine.throughput",
    system: null,
    slice: null,
    value: isTimed ? (served * 1_000_000) / askedUs : null,
    ...blankFigure,
    confidence: input.confidence,
    method: "one measurement",
    encounters: served,
    note: isTimed ? setBy.join("; ") || null : whyUntimed(counts),
  };
}

type Percentiles = Pick<Lane, "p50" | "p95" | "p99">;

function blankPercentiles<Row extends Percentiles>(row: Row): Row {
  return { ...row, p50: null, p95: null, p99: null };
}

function blankLane(lane: Lane): Lane {
  return lane.mode === "realtime" ? { ...blankPercentiles(lane), p90: null, max: null } : lane;
}

async function measureLatencies(store: Store, counts: Counts, confidence: number) {
  const kind = latencyKind(counts, confidence);
  const measured = await measureDurations(store, kind);
  const p99 = measured.figures.find(({ metric }) => metric.endsWith(".p99"))?.value ?? null;
  const generator = await measureGenerator(store, p99);
  const invalid = whyInvalid(generator);
  const reason = counts.latencies === 0 ? whyUntimed(counts) : invalid;
  const kept = reason === null ? measured : { figures: withoutDurations(kind, reason), orderStatistics: [] };
  return { ...kept, generator, isValid: invalid === null };
}

/**
 * How a live engine served, from the lines of its journal: `source_asked`, and `encounters` of the scope. Durations are
 * of final responses to first repeats; attempts, time-outs and retries of every round. Where the harness did not keep
 * up in real time, nothing tells a latency of it.
 */
export async function measureService(store: Store, input: ServiceInput): Promise<MeasuredService> {
  const { confidence } = input;
  const counts = await loadLines(store, input);
  const latencies = await measureLatencies(store, counts, confidence);
  const turnarounds = await measureDurations(store, turnaroundKind(counts, confidence));
  const askedUs = await loadSpans(store, input.sessions);
  const ratios = await measureRatios(store, { counts, ...input });
  const lanes = await measureLanes(store);
  const isAsked = counts.attempts > 0 && counts.in_files === 0;
  const mode = latencies.generator === null ? "batch" : "realtime";
  const overTime = isAsked ? await measureOverTime(store, askedUs, { mode, byEnd: !latencies.isValid }) : [];
  return {
    counts,
    figures: [
      ...latencies.figures,
      ...turnarounds.figures,
      throughputFigure(counts, askedUs, input, lanes),
      ...ratios,
    ],
    orderStatistics: [...latencies.orderStatistics, ...turnarounds.orderStatistics],
    generator: latencies.generator,
    cost: describeCost(counts),
    lanes: latencies.isValid ? lanes : lanes.map(blankLane),
    overTime: latencies.isValid ? overTime : overTime.map(blankPercentiles),
    failures: await store.query(failuresSql, failureRowSchema),
  };
}
