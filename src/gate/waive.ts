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

function waiverOf(waived: readonly Waived[], at: number, result: BenchmarkResult): WaiverState | null {
  const own = waived.find(
    (one) => one.at === at && (one.slice === null || sliceKey(one.slice) === sliceKey(result.slice)),
  );
  return own?.state ?? null;
}

/**
 * A result with its waiver: a live one turns what is not met or open into `waived`, and keeps what it would be; one
 * that is met stays met; an expired one changes nothing and is named.
 */
export function waive(result: BenchmarkResult, at: number, waived: readonly Waived[]): BenchmarkResult {
  const waiver = waiverOf(waived, at, result);
  if (waiver === null) return result;
  const { state, approver, expires, reason: why } = waiver;
  if (state === "expired") {
    return { ...result, waiver, reason: `${result.reason}; its waiver by ${approver} expired on ${expires}` };
  }
  if (result.outcome === "met") return { ...result, waiver };
  const reason = `waived by ${approver} until ${expires}: ${why} (${result.reason})`;
  return { ...result, waiver, outcome: "waived", outcome_unwaived: result.outcome, reason };
}

/** Whether a benchmark stands in the way of a go. */
export function isBlocking({ level }: Pick<Benchmark, "level">): boolean {
  return level === "block";
}
