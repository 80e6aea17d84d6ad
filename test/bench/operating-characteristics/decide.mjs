/** The program's own decision on one figure: the bounds of the gate, held against what is required. */
import { benchmarkSchema, looksSchema } from "../../../dist/domain/benchmark.js";
import { findMetric } from "../../../dist/domain/metric-catalogue.js";
import { decideBenchmark } from "../../../dist/gate/decide-benchmark.js";
import { metricAsked } from "../../../dist/gate/figure-asked.js";
import { boundOnce } from "../../../dist/gate/gate-bounds.js";
import { sidesOf } from "../../../dist/gate/judge-figure.js";
import { readRequirement, satisfies } from "../../../dist/gate/requirement.js";
import { boundSequentially } from "../../../dist/gate/sequential-bounds.js";
import { confidence } from "./figures.mjs";

/** One in so many decisions is made a second time by the whole gate, which must say the same. */
const checkedEvery = 97;
let decisions = 0;

const before = { run: "before", folder: "before", engine: "engine", version: ["1"], results_sha256: "" };
const baseline = { ...before, complete: true };

/** What the gate reads of a run that holds this one figure. */
export function measurementsOf(figure) {
  const run = { systems: ["ICD-10-CM", "CPT"], unit: "patient", baseline, adjudication: null };
  return { results: { run, figures: [figure], tables: { flow: [] } }, service: null, baseline };
}

/** A benchmark as the scenario writes it, read once for many figures. */
export function openBenchmark(written, looks = "once") {
  const benchmark = benchmarkSchema.parse(written);
  const tuned = typeof looks === "string" ? { mode: looks } : looks;
  return {
    benchmark,
    metric: findMetric(metricAsked(benchmark)),
    requirement: readRequirement(benchmark),
    looks: looksSchema.parse(tuned),
  };
}

function judge({ metric, requirement, looks }, figure) {
  const tuning = { tunedFor: looks.tuned_for, alpha: 1 - confidence };
  const rule = looks.mode === "once" ? boundOnce(metric, figure) : boundSequentially(metric, figure, tuning);
  if (rule.kind === "unbounded") return "inconclusive";
  const { proof, refutation } = sidesOf(rule.at(confidence), requirement);
  if (proof === null || refutation === null) return "inconclusive";
  if (satisfies(proof, requirement)) return "met";
  return satisfies(refutation, requirement) ? "inconclusive" : "not-met";
}

/** met, not-met or inconclusive. */
export function decide(question, figure) {
  const outcome = judge(question, figure);
  decisions += 1;
  if (decisions % checkedEvery !== 0) return outcome;
  const { benchmark, looks } = question;
  const whole = decideBenchmark(benchmark, measurementsOf(figure), confidence, looks).outcome;
  if (whole !== outcome)
    throw new Error(`the gate says ${whole}, its bounds ${outcome}: ${JSON.stringify(figure)}`);
  return outcome;
}
