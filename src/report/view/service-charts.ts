import type { Service, TimeBin } from "../../domain/service.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { chooseTimeUnit, type TimeUnit } from "../charts/time-axis.ts";
import { formatCount, formatRatio, formatValue } from "../format.ts";

interface TimeLine {
  readonly time: string;
  readonly responses: string;
  readonly failed: string;
  readonly perSecond: string;
  readonly p50: string;
  readonly p95: string;
  readonly p99: string;
}

/**
 * Latency and responses a second over the time of asking, with the table of both; null charts: nothing to draw. The
 * notes say below a chart what it shows and a reader would not guess; "" for nothing.
 */
export interface ServiceOverTime {
  readonly latency: Drawing | null;
  readonly latencyNote: string;
  readonly rate: Drawing | null;
  readonly rateNote: string;
  readonly lines: readonly TimeLine[];
}

/** From so many milliseconds on a chart counts in seconds. */
const longMs = 10_000;

function listLatencies({ p50, p95, p99 }: TimeBin): readonly number[] {
  return [p50, p95, p99].filter((ms) => ms !== null);
}

function placeBin({ after_s: after, seconds }: TimeBin, unit: TimeUnit) {
  return { from: after / unit.seconds, to: (after + seconds) / unit.seconds };
}

/** Whether the engine took jobs, so that its latency is that of taking one in. */
export function areJobs({ figures }: Service): boolean {
  return figures.some(({ metric }) => metric.startsWith("engine.turnaround_ms"));
}

async function drawLatency(service: Service, unit: TimeUnit, draw: DrawChart) {
  const { over_time: bins } = service;
  const all = bins.flatMap(listLatencies);
  if (all.length === 0) return null;
  const isLong = Math.max(...all) >= longMs;
  const scale = (ms: number | null) => (ms === null ? null : ms / (isLong ? 1000 : 1));
  return draw({
    kind: "latency",
    title: `Time ${areJobs(service) ? "until a job was taken in" : "to an answer"}, over the time of asking`,
    unit: isLong ? "s" : "ms",
    time: unit.name,
    rows: bins.map((bin) => ({
      ...placeBin(bin, unit),
      p50: scale(bin.p50),
      p95: scale(bin.p95),
      p99: scale(bin.p99),
    })),
  });
}

function drawRate(bins: readonly TimeBin[], unit: TimeUnit, draw: DrawChart): Promise<Drawing | null> {
  return draw({
    kind: "rate",
    title: "Responses a second, over the time of asking",
    time: unit.name,
    rows: bins.map((bin) => ({
      ...placeBin(bin, unit),
      answered: (bin.responses - bin.failed) / bin.seconds,
      failed: bin.failed / bin.seconds,
    })),
  });
}

function buildLine(bin: TimeBin): TimeLine {
  return {
    time: bin.from.replace("T", " ").replace("Z", ""),
    responses: formatCount(bin.responses),
    failed: formatCount(bin.failed),
    perSecond: formatRatio(bin.per_second),
    p50: formatValue("ms", bin.p50),
    p95: formatValue("ms", bin.p95),
    p99: formatValue("ms", bin.p99),
  };
}

function noteLatency({ asking, over_time: bins }: Service): string {
  const isFew = bins.some(({ p95, p99 }) => p95 !== null && p95 === p99);
  return [
    ...(asking !== null && asking.repeats > 1 ? ["Only the first repeat counts."] : []),
    ...(isFew ? ["In parts with few responses the last two are the same."] : []),
  ].join(" ");
}

function noteRate({ generator }: Service): string {
  if (generator === null) return "";
  return generator.kept_up
    ? "In real time a response stands where its request was due."
    : "A response stands where it came, as requests left later than they were due.";
}

/** Null where the run was so short that nothing changes over time. */
export async function buildServiceOverTime(
  service: Service,
  draw: DrawChart,
): Promise<ServiceOverTime | null> {
  const { over_time: bins } = service;
  const last = bins.at(-1);
  if (last === undefined || bins.length < 3) return null;
  const unit = chooseTimeUnit(last.after_s + last.seconds);
  return {
    latency: await drawLatency(service, unit, draw),
    latencyNote: noteLatency(service),
    rate: await drawRate(bins, unit, draw),
    rateNote: noteRate(service),
    lines: bins.map(buildLine),
  };
}
