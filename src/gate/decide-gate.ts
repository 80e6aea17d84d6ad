import type { Gate } from "../domain/benchmark.ts";
import { type BenchmarkResult, type Verdict, verdictSchemaName } from "../domain/verdict.ts";
import { describeRepeat } from "../domain/verdict-words.ts";
import { decideBenchmark } from "./decide-benchmark.ts";
import { decideSweep } from "./decide-sweep.ts";
import type { Measurements } from "./find-figure.ts";
import { listNotes } from "./gate-notes.ts";
import { findIncompleteReasons } from "./incomplete-reasons.ts";
import { type EarlierVerdict, judgeLooks } from "./judge-looks.ts";
import { readWaivers, waive } from "./waive.ts";
import { chooseVerdict, weighReasons } from "./weigh-reasons.ts";

/**
 * The run's id, the scenario's gate, and the two documents that a run leaves; the day on which waivers are read
 * (`today`, YYYY-MM-DD); the verdicts made before this one; and, in `baseline`, the run that the gate names.
 */
export interface GateInput extends Measurements {
  readonly run: string;
  readonly gate: Gate;
  readonly today: string;
  readonly earlier: readonly EarlierVerdict[];
}

function decideAll({ gate, today, ...measurements }: GateInput): readonly BenchmarkResult[] {
  const { confidence, looks } = gate;
  const waivers = readWaivers(gate, today);
  return gate.benchmarks.flatMap((benchmark, at) => {
    const results =
      benchmark.each === undefined
        ? [decideBenchmark(benchmark, measurements, confidence, looks)]
        : decideSweep(benchmark, benchmark.each, measurements, confidence, looks);
    return results.map((result) => waive(result, at, waivers));
  });
}

/**
 * Benchmarks × results → verdict; a pure function.
 *
 * `incomplete` where the run is, `no-go` if any blocking benchmark is not met, `go` if there are some, all are met or
 * waived, one at least is met, and the level holds, else `inconclusive`. Every benchmark has its results, in the order of the gate,
 * in an incomplete run too.
 */
export function decideGate(input: GateInput): Verdict {
  const { run, gate, results, earlier } = input;
  const incomplete = findIncompleteReasons(results.run);
  const looks = judgeLooks(results, gate, earlier);
  const benchmarks = [...decideAll(input)];
  return {
    schema: verdictSchemaName,
    run,
    verdict: chooseVerdict(incomplete.length > 0, looks.is_guaranteed, benchmarks),
    reasons: [...weighReasons(incomplete, describeRepeat(looks), benchmarks)],
    notes: [...listNotes(results.run, gate)],
    confidence: gate.confidence,
    looks,
    benchmarks,
  };
}
