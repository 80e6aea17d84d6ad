import type { Verdict } from "../../domain/verdict.ts";
import { describeWaiver } from "../../domain/verdict-words.ts";
import { endSentence, explainBenchmark } from "./explain-benchmark.ts";

/** A paragraph for each benchmark that has a waiver, live, not needed or expired; `baseline` names the other engine. */
export function explainWaivers(
  { benchmarks, confidence }: Verdict,
  baseline: string | null,
): readonly string[] {
  return benchmarks
    .filter(({ waiver }) => waiver !== null)
    .map((benchmark) => {
      const further = benchmark.expired_waivers.map((waiver) => describeWaiver({ ...benchmark, waiver }));
      const words = further.flatMap((one) => (one === null ? [] : [endSentence(one)]));
      return [explainBenchmark(benchmark, confidence, baseline), ...words].join(" ");
    });
}
