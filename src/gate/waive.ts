import type { Benchmark, Gate, Waiver } from "../domain/benchmark.ts";
import { type Slice, sliceKey } from "../domain/figure.ts";
import { matchWaiver } from "../domain/match-waiver.ts";
import type { BenchmarkResult, WaiverState } from "../domain/verdict.ts";

/** A waiver of one benchmark, or of one slice of its sweep, as it stands today. */
export interface Waived {
  readonly at: number;
  readonly slice: Slice | null;
  readonly state: WaiverState;
}

function stateOf({ reason, approver, expires }: Waiver, today: string): WaiverState {
  return { reason, approver, expires, state: today <= expires ? "live" : "expired" };
}

/**
 * Every waiver of the gate with what it lets go, on the day `today` (YYYY-MM-DD); `expires` is the last day it counts.
 * One that names no benchmark, or several, counts as absent. The longest lasting come first.
 */
export function readWaivers({ waivers, benchmarks }: Gate, today: string): readonly Waived[] {
  return waivers
    .flatMap((waiver) => {
      const [part, another] = matchWaiver(waiver, benchmarks);
      return part === undefined || another !== undefined ? [] : [{ ...part, state: stateOf(waiver, today) }];
    })
    .sort((a, b) => (a.state.expires < b.state.expires ? 1 : a.state.expires > b.state.expires ? -1 : 0));
}

function waiversOf(
  waived: readonly Waived[],
  at: number,
  { slice }: BenchmarkResult,
): readonly WaiverState[] {
  return waived
    .filter((one) => one.at === at && (one.slice === null || sliceKey(one.slice) === sliceKey(slice)))
    .map(({ state }) => state);
}

function nameExpired({ approver, expires }: WaiverState): string {
  return `; its waiver by ${approver} expired on ${expires}`;
}

function applyWaiver(result: BenchmarkResult, waiver: WaiverState): BenchmarkResult {
  const { state, approver, expires, reason: why } = waiver;
  if (state === "expired") return { ...result, waiver, reason: `${result.reason}${nameExpired(waiver)}` };
  if (result.outcome === "met") return { ...result, waiver };
  if (result.value === null) {
    const reason = `${result.reason}; the waiver by ${approver} lets it go only once there is a figure`;
    return { ...result, waiver, reason };
  }
  const reason = `waived by ${approver} until ${expires}: ${why} (${result.reason})`;
  return { ...result, waiver, outcome: "waived", outcome_unwaived: result.outcome, reason };
}

/**
 * A result with its waiver: a live one turns what is not met or open into `waived`, and keeps what it would be; one
 * that is met stays met, and one without a figure stays open, since nobody knows what would be let go. An expired one
 * changes nothing and is named, beside a live one too.
 */
export function waive(result: BenchmarkResult, at: number, waived: readonly Waived[]): BenchmarkResult {
  const [waiver, ...others] = waiversOf(waived, at, result);
  if (waiver === undefined) return result;
  const expired = others.filter(({ state }) => state === "expired");
  const own = applyWaiver(result, waiver);
  const reason = [own.reason, ...expired.map(nameExpired)].join("");
  return { ...own, reason, expired_waivers: expired };
}

/** Whether a benchmark stands in the way of a go. */
export function isBlocking({ level }: Pick<Benchmark, "level">): boolean {
  return level === "block";
}
