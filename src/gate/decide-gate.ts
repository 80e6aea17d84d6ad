import type { Gate } from "../domain/benchmark.ts";
import {
  type BenchmarkResult,
  type Outcome,
  type Verdict,
  type VerdictWord,
  verdictSchemaName,
} from "../domain/verdict.ts";
import { decideBenchmark } from "./decide-benchmark.ts";
import type { Measurements } from "./find-figure.ts";
import { describeSlice } from "./gate-words.ts";
import { findIncompleteReasons } from "./incomplete-reasons.ts";

/** The run's id, the scenario's gate, and the two documents that a run leaves. */
export interface GateInput extends Measurements {
  readonly run: string;
  readonly gate: Gate;
}

function chooseVerdict(isIncomplete: boolean, outcomes: readonly Outcome[]): VerdictWord {
  if (isIncomplete) return "incomplete";
  if (outcomes.includes("not-met")) return "no-go";
  const isProved =
    outcomes.length > 0 && outcomes.every((outcome) => outcome === "met" || outcome === "waived");
  return isProved ? "go" : "inconclusive";
}

function describeResult(result: BenchmarkResult): string {
  const name = [result.metric, result.system, describeSlice(result.slice)].filter((part) => part).join(", ");
  return `${name}: ${result.reason}`;
}

function reasonsOf(results: readonly BenchmarkResult[], outcome: Outcome): string[] {
  return results.filter((result) => result.outcome === outcome).map(describeResult);
}

function weighReasons(incomplete: readonly string[], results: readonly BenchmarkResult[]): string[] {
  const open = [...incomplete, ...reasonsOf(results, "not-met"), ...reasonsOf(results, "inconclusive")];
  if (results.length === 0) return [...open, "the gate holds no benchmark, so nothing can be decided"];
  return open.length > 0 ? open : reasonsOf(results, "met");
}

/**
 * Benchmarks × results → verdict; a pure function.
 *
 * `incomplete` where the run is, `no-go` if any benchmark is not met, `go` if there are benchmarks and
 * all are met or waived, else `inconclusive`. Every benchmark has a result, in the order of the gate,
 * in an incomplete run too.
 */
export function decideGate({ run, gate, results, service }: GateInput): Verdict {
  const incomplete = findIncompleteReasons(results.run);
  const benchmarks = gate.benchmarks.map((benchmark) =>
    decideBenchmark(benchmark, { results, service }, gate.confidence),
  );
  return {
    schema: verdictSchemaName,
    run,
    verdict: chooseVerdict(
      incomplete.length > 0,
      benchmarks.map(({ outcome }) => outcome),
    ),
    reasons: weighReasons(incomplete, benchmarks),
    confidence: gate.confidence,
    looks: null,
    benchmarks,
  };
}
