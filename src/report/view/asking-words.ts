import type { Arrivals } from "../../domain/replay-spec.ts";
import type { Asking } from "../../domain/service.ts";
import { formatAbout, formatCount, formatPercent } from "../format.ts";

function joinUnits(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest}\u00a0${unit}`;
}

/** 45 s, 3 min 20 s, 2 h 5 min; to the nearest second below an hour. */
export function formatSpan(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 10 ? formatAbout(seconds) : whole}\u00a0s`;
  if (whole < 3600) return joinUnits(`${Math.floor(whole / 60)}\u00a0min`, whole % 60, "s");
  const hours = formatCount(Math.floor(whole / 3600));
  return joinUnits(`${hours}\u00a0h`, Math.floor((whole % 3600) / 60), "min");
}

function describeArrivals(arrivals: Arrivals): string {
  switch (arrivals.by) {
    case "signed_at":
      return arrivals.speed === 1
        ? "at the spacing at which the charts were signed"
        : `at the spacing at which the charts were signed, ${formatAbout(arrivals.speed)} times as fast`;
    case "rate":
      return `evenly, ${formatAbout(arrivals.per_second)} a second`;
    case "poisson":
      return `at random times, ${formatAbout(arrivals.per_second)} a second on average`;
  }
}

function describeConcurrency({ concurrency }: Asking): string {
  if (concurrency === null) return "";
  if (typeof concurrency !== "number")
    return `as many at a time as the engine could take, at most ${formatCount(concurrency.at_most)}`;
  return concurrency === 1 ? "one at a time" : `up to ${formatCount(concurrency)} at a time`;
}

function describeMode(asking: Asking): string {
  const { mode, arrivals, probe_share: share } = asking;
  const pace = arrivals === null ? "" : describeArrivals(arrivals);
  switch (mode) {
    case "batch":
      return `in a batch, ${describeConcurrency(asking)}`;
    case "realtime":
      return `in real time, ${pace}, whether or not earlier answers had come`;
    case "hybrid":
      return `in a batch, ${describeConcurrency(asking)}, and beside it ${formatPercent(share, 0)} of them in real time, ${pace}; latencies are of these alone`;
    case "files":
      return "in files";
  }
}

/** How the engine was asked, as the end of a sentence: "in a batch, up to 8 at a time". */
export function describeAsking(asking: Asking): string {
  const { rate_limit: limit, repeats } = asking;
  const more = [
    ...(limit === null ? [] : [`at most ${formatAbout(limit)} requests a second were allowed`]),
    ...(repeats === 1 ? [] : [`each encounter was asked ${repeats} times`]),
  ];
  return [describeMode(asking), ...more].join("; ");
}
