import type { Benchmark } from "../../domain/benchmark.ts";
import type { Figure } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { CountedKind } from "../../domain/plan-document.ts";
import { fewestForUpper } from "../../stats/order-statistic.ts";
import { plannedRatio } from "../../stats/power/planned-ratio.ts";
import type { PowerEvidence } from "../../stats/power/power.ts";
import { metricAsked } from "../figure-asked.ts";
import { findFigure } from "../find-figure.ts";
import { findBoundFlaw } from "../gate-bounds.ts";
import { readEvidence } from "../gate-evidence.ts";
import { isRelative } from "../requirement.ts";
import { boundBy } from "./plan-bound.ts";
import { chooseExpected } from "./plan-expected.ts";
import type { PlanInputs, Sourced } from "./plan-inputs.ts";
import { assumeOutlook, type Outlook, readOutlook } from "./plan-outlook.ts";
import { countedKindOf } from "./plan-volumes.ts";

/** What the power of one benchmark is reckoned from; `encounters` is the number behind `evidence`. */
export interface PlanEvidence {
  readonly kind: "reckoned";
  readonly evidence: PowerEvidence;
  readonly encounters: number;
  readonly expected: Sourced;
  readonly outlook: Outlook | null;
  readonly figure: Figure | null;
  readonly assumed: readonly string[];
}

export type PlanEvidenceSearch =
  | PlanEvidence
  | { readonly kind: "unknown"; readonly reason: string; readonly expected: Sourced | null };

const independent =
  "The two sides of a difference err independently of each other, the worst case: no pilot measured them together.";

function unknown(reason: string, expected: Sourced | null = null): PlanEvidenceSearch {
  return { kind: "unknown", reason, expected };
}

/** Evidence about the truth grows with the encounters that were settled, not with those it is extended to. */
function countSettled(
  figure: Figure,
  { counted, settled }: { counted: CountedKind; settled: number },
): Figure {
  if (counted !== "adjudicated" || figure.encounters === null) return figure;
  return { ...figure, encounters: Math.min(figure.encounters, settled) };
}

/** The pilot's figure of a benchmark; null without a pilot, or where it made none. */
export function findPilotFigure(benchmark: Benchmark, { pilot }: PlanInputs): Figure | null {
  if (pilot === null) return null;
  const search = findFigure(benchmark, pilot);
  if (search.kind === "missing" || search.figure.value === null) return null;
  const settled = pilot.results.run.adjudication?.settled ?? 0;
  const figure = countSettled(search.figure, { counted: countedKindOf(benchmark), settled });
  return (figure.encounters ?? 0) > 0 ? figure : null;
}

const likeAgreement =
  "Reviewed charts differ from each other as far as the pilot's do in their agreement with the coders.";

/** A figure against truth that no pilot has: how alike charts are, the pilot's agreement with the coders tells. */
function readAgreement(benchmark: Benchmark, metric: Metric, inputs: PlanInputs): Outlook | null {
  const agreed = findMetric(metric.name.replace(/^true\.(coder\.)?/, ""));
  if (!metric.name.startsWith("true.") || agreed === undefined) return null;
  const figure = findPilotFigure({ ...benchmark, metric: agreed.name }, inputs);
  const outlook = figure && readOutlook(figure, agreed, inputs);
  return outlook && { ...outlook, assumed: [...outlook.assumed, likeAgreement] };
}

function ratioEvidence(
  benchmark: Benchmark,
  metric: Metric,
  figure: Figure | null,
  expected: Sourced,
  inputs: PlanInputs,
): PlanEvidenceSearch {
  const { confidence, looks } = inputs.gate;
  const read =
    figure === null ? readAgreement(benchmark, metric, inputs) : readOutlook(figure, metric, inputs);
  const outlook = read ?? assumeOutlook(metric, inputs);
  const isSimple = metric.form === "proportion" && (figure === null || figure.scale === "binomial");
  const evidence = plannedRatio(outlook.ratio, expected.value, confidence);
  return {
    kind: "reckoned",
    evidence: {
      ...evidence,
      ...boundBy(metric, confidence, looks),
      scale: isSimple ? "binomial" : "logit",
    },
    encounters: 1,
    expected,
    outlook,
    figure,
    assumed: outlook.assumed,
  };
}

/** A figure on its own scale varies as it did in the pilot, whatever its true value. */
function measuredEvidence(
  metric: Metric,
  figure: Figure,
  expected: Sourced,
  { gate }: PlanInputs,
): PlanEvidenceSearch {
  const evidence = readEvidence({ ...figure, value: expected.value }, gate.confidence);
  return {
    kind: "reckoned",
    evidence: { ...evidence, ...boundBy(metric, gate.confidence, gate.looks) },
    encounters: figure.encounters ?? 1,
    expected,
    outlook: null,
    figure,
    assumed: [],
  };
}

function isSameQuestion(a: Benchmark, b: Benchmark): boolean {
  return (
    a.metric === b.metric &&
    a.system === b.system &&
    JSON.stringify(a.slice ?? null) === JSON.stringify(b.slice ?? null)
  );
}

/** The value of the metric itself, where only a difference of it is asked for. */
function findLevel(benchmark: Benchmark, inputs: PlanInputs): Sourced | null {
  const absolute = inputs.gate.benchmarks.find(
    (other) => !isRelative(other) && isSameQuestion(other, benchmark),
  );
  const { no_worse_by: _worse, better_by: _better, relative_to: _to, expected: _own, ...bare } = benchmark;
  const figure = findPilotFigure(bare, inputs);
  return chooseExpected(absolute ?? bare, figure, inputs);
}

function unpairedEvidence(
  benchmark: Benchmark,
  metric: Metric,
  expected: Sourced,
  inputs: PlanInputs,
): PlanEvidenceSearch {
  const own = findMetric(benchmark.metric);
  const level = findLevel(benchmark, inputs);
  if (own === undefined || level === null)
    return unknown(
      `how the two sides differ is not known: give a pilot run, or a benchmark on ${benchmark.metric} with expected`,
      expected,
    );
  if (own.form !== "ratio" && own.form !== "proportion")
    return unknown("how the figure varies is not known: give a pilot run", expected);
  const single = ratioEvidence(benchmark, own, null, level, inputs);
  if (single.kind === "unknown") return single;
  const { evidence } = single;
  return {
    ...single,
    evidence: {
      ...evidence,
      ...boundBy(metric, inputs.gate.confidence, inputs.gate.looks),
      value: expected.value,
      se: evidence.se === null ? null : evidence.se * Math.SQRT2,
      rareClusters: null,
      scale: "identity",
    },
    expected,
    assumed: [...single.assumed, independent],
  };
}

function reckon(
  benchmark: Benchmark,
  metric: Metric,
  figure: Figure | null,
  expected: Sourced,
  inputs: PlanInputs,
): PlanEvidenceSearch {
  if (metric.form === "ratio" || metric.form === "proportion")
    return ratioEvidence(benchmark, metric, figure, expected, inputs);
  if (figure !== null) {
    const flaw = findBoundFlaw(metric, figure);
    return flaw === null ? measuredEvidence(metric, figure, expected, inputs) : unknown(flaw, expected);
  }
  if (isRelative(benchmark)) return unpairedEvidence(benchmark, metric, expected, inputs);
  return unknown("how the figure varies is not known: give a pilot run that measured it", expected);
}

function tellFewest(quantile: number, { gate }: PlanInputs): string {
  const fewest = fewestForUpper(quantile, gate.confidence);
  return `its bound takes ${fewest} answered encounters or more; how many more, no plan can tell`;
}

/** What a plan knows of one benchmark, or in plain words why nothing can be reckoned. */
export function findPlanEvidence(benchmark: Benchmark, inputs: PlanInputs): PlanEvidenceSearch {
  if (benchmark.on === "point")
    return unknown("the value itself is held, whatever its uncertainty: no number of encounters proves it");
  const metric = findMetric(metricAsked(benchmark));
  if (metric === undefined) return unknown(`${benchmark.metric} is no metric of this harness`);
  if (metric.form === "single")
    return unknown("one measurement of a run has no bound, so no number of encounters can be told");
  if (metric.quantile !== null) return unknown(tellFewest(metric.quantile, inputs));
  if (metric.form === "distribution" || metric.form === "alpha")
    return unknown("the figure has no interval, so no number of encounters can be told");
  const figure = findPilotFigure(benchmark, inputs);
  const expected = chooseExpected(benchmark, figure, inputs);
  if (expected === null)
    return unknown("no true value to reckon with: add expected, or give --expected or --pilot");
  return reckon(benchmark, metric, figure, expected, inputs);
}
