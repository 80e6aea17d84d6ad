import { type Benchmark, gateDefaults, type Looks } from "../domain/benchmark.ts";
import { unitWord } from "../domain/unit-word.ts";
import type { BenchmarkResult } from "../domain/verdict.ts";
import { encountersNeeded, type Requirement } from "../stats/power/encounters-needed.ts";
import { refutationP } from "../stats/refutation-p.ts";
import { type FigureSearch, findFigure, type Measurements } from "./find-figure.ts";
import { type BoundRule, boundOnce, findBoundFlaw } from "./gate-bounds.ts";
import { type GateBounds, noBounds, readEvidence } from "./gate-evidence.ts";
import {
  findFlaw,
  findShortage,
  type Judgement,
  judgeAsItIs,
  judgeBounds,
  judgePoint,
  judgeUnanswered,
  sidesOf,
  undecided,
} from "./judge-figure.ts";
import { boundBy } from "./plan/plan-bound.ts";
import { readRequirement, satisfies, writeRequirement } from "./requirement.ts";
import { boundSequentially } from "./sequential-bounds.ts";
import { boundService } from "./service-rules.ts";

type Found = Extract<FigureSearch, { kind: "found" }>;

/** One benchmark with its figure and the bounds that its gate takes of it. */
interface Trial {
  readonly benchmark: Benchmark;
  readonly found: Found;
  readonly requirement: Requirement;
  readonly rule: BoundRule;
  readonly confidence: number;
  readonly looks: Looks;
  readonly unit: string | null;
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function ruleOf(
  { metric, figure }: Found,
  { results, service }: Measurements,
  confidence: number,
  looks: Looks,
): BoundRule {
  const { unit } = results.run;
  const ofService = boundService(metric, figure, service?.order_statistics ?? [], looks);
  if (ofService !== null) return ofService;
  if (looks.mode === "once") return boundOnce(metric, figure);
  return boundSequentially(metric, figure, { tunedFor: looks.tuned_for, alpha: 1 - confidence }, unit);
}

/** A percentile without a value, of which even the lower bound is no answer; null for every other figure. */
function refuteUnanswered(trial: Trial): Judgement | null {
  const { benchmark, rule, confidence, found } = trial;
  const { value, note } = found.figure;
  if (value !== null || note === null || benchmark.on === "point" || rule.kind !== "bounded") return null;
  if (findShortage(found.figure, benchmark.min_encounters) !== null) return null;
  return judgeUnanswered(trial, rule.at(confidence), confidence, rule.method, note);
}

function judge(trial: Trial): Judgement {
  const unanswered = refuteUnanswered(trial);
  if (unanswered !== null) return unanswered;
  const { benchmark, found, requirement, rule, confidence, unit } = trial;
  const { figure } = found;
  const flaw = findFlaw(figure, benchmark.min_encounters);
  if (flaw !== null || figure.value === null) return undecided(flaw ?? "the figure could not be computed");
  const question = { benchmark, requirement, unit, value: figure.value };
  if (benchmark.on === "point") return judgePoint(question);
  if (rule.kind === "as-it-is") return judgeAsItIs(question);
  if (rule.kind === "unbounded") return undecided(rule.reason);
  return judgeBounds(question, rule.at(confidence), confidence, rule.method, rule.whyOpen?.(confidence));
}

function unitOf({ metric }: Pick<Benchmark, "metric">, { service }: Measurements): string | null {
  return unitWord(metric, service?.cost?.currency ?? null);
}

/** What a benchmark repeats of itself, and what its outcome adds only where it applies. */
function describeBenchmark(benchmark: Benchmark, measurements: Measurements) {
  const { results } = measurements;
  return {
    unit: unitOf(benchmark, measurements),
    name: benchmark.name ?? null,
    metric: benchmark.metric,
    level: benchmark.level,
    each: benchmark.each ?? null,
    requirement: writeRequirement(benchmark, results.run.baseline?.run ?? null),
    p: null,
    method: null,
    outcome_unwaived: null,
    waiver: null,
    expired_waivers: [],
  };
}

function withoutFigure(
  benchmark: Benchmark,
  { key }: FigureSearch,
  measurements: Measurements,
  reason: string,
): BenchmarkResult {
  return {
    ...key,
    ...describeBenchmark(benchmark, measurements),
    value: null,
    ...noBounds,
    encounters: null,
    ...undecided(reason),
    encounters_needed: null,
    encounters_needed_90: null,
  };
}

function countNeeded(
  { benchmark, found, requirement, rule, confidence, looks }: Trial,
  power: number,
): number | null {
  const { figure, metric } = found;
  if (benchmark.on === "point" || figure.encounters === null || findFlaw(figure) !== null) return null;
  if (rule.kind === "bounded" && rule.fewest !== undefined)
    return Math.max(0, rule.fewest(confidence) - figure.encounters) || null;
  const isUnbounded = metric.form === "macro" && looks.mode === "sequential";
  if (isUnbounded || findBoundFlaw(metric, figure) !== null) return null;
  const evidence = { ...readEvidence(figure, confidence), ...boundBy(metric, confidence, looks) };
  const needed = encountersNeeded(evidence, requirement, figure.encounters, power);
  const short = (benchmark.min_encounters ?? 0) - figure.encounters;
  return needed === null ? null : Math.max(needed, short);
}

/** A count of 0 that leaves the benchmark open tells nothing: a rule other than the number of encounters holds it up. */
function countNeededFor(trial: Trial, { outcome }: Judgement) {
  const count = (power: number) => {
    if (outcome === "met") return trial.benchmark.on === "point" ? null : 0;
    const needed = countNeeded(trial, power);
    return needed === 0 ? null : needed;
  };
  return { encounters_needed: count(0.8), encounters_needed_90: count(0.9) };
}

function boundsOf({ rule, confidence }: Trial): GateBounds {
  if (rule.kind !== "bounded") return noBounds;
  const { lower, upper } = rule.at(confidence);
  return { lower: finiteOrNull(lower), upper: finiteOrNull(upper) };
}

function withFigure(trial: Trial, measurements: Measurements): BenchmarkResult {
  const { benchmark, found, rule } = trial;
  const judgement = judge(trial);
  return {
    ...found.key,
    ...describeBenchmark(benchmark, measurements),
    method: rule.kind === "bounded" && benchmark.on === "bound" ? rule.method : null,
    value: finiteOrNull(found.figure.value),
    ...boundsOf(trial),
    encounters: found.figure.encounters,
    ...judgement,
    ...countNeededFor(trial, judgement),
  };
}

/** One-sided p of "the requirement holds": by the value alone where it is on the value, 1 where nothing can be told. */
function refute({ benchmark, found, requirement, rule }: Trial): number {
  const { figure } = found;
  if (findFlaw(figure, benchmark.min_encounters) !== null || figure.value === null) return 1;
  if (benchmark.on === "point" || rule.kind === "as-it-is")
    return satisfies(figure.value, requirement) ? 1 : 0;
  if (rule.kind === "unbounded") return 1;
  return refutationP((alpha) => {
    const { refutation } = sidesOf(rule.at(1 - alpha), requirement);
    return refutation !== null && !satisfies(refutation, requirement);
  });
}

/** A benchmark's result with the p of its refutation, null where it has no figure to judge. */
export interface Decision {
  readonly result: BenchmarkResult;
  readonly p: number | null;
}

/** A trial of one benchmark, or the result of one that cannot be tried. */
function openTrial(
  benchmark: Benchmark,
  measurements: Measurements,
  confidence: number,
  looks: Looks,
): Trial | BenchmarkResult {
  const search = findFigure(benchmark, measurements);
  if (search.kind === "missing") return withoutFigure(benchmark, search, measurements, search.reason);
  const requirement = readRequirement(benchmark);
  if (requirement === null) {
    const reason =
      "the benchmark needs exactly one number: at_least or at_most, or no_worse_by or better_by a margin";
    return withoutFigure(benchmark, search, measurements, reason);
  }
  return {
    benchmark,
    found: search,
    requirement,
    rule: ruleOf(search, measurements, confidence, looks),
    confidence,
    looks,
    unit: unitOf(benchmark, measurements),
  };
}

/** Holds one benchmark to its figure, and tells how surely it is refuted. */
export function decideWithP(
  benchmark: Benchmark,
  measurements: Measurements,
  confidence: number,
  looks: Looks,
): Decision {
  const opened = openTrial(benchmark, measurements, confidence, looks);
  if (!("rule" in opened)) return { result: opened, p: null };
  return { result: withFigure(opened, measurements), p: refute(opened) };
}

/**
 * Holds one benchmark to its figure. What is missing, null, NaN, unknown or empty is inconclusive
 * with the reason in plain words, never met. `encounters_needed` is null where the requirement is on the value
 * itself. A benchmark with `each` is decided by `decideSweep`.
 */
export function decideBenchmark(
  benchmark: Benchmark,
  measurements: Measurements,
  confidence: number,
  looks: Looks = gateDefaults.looks,
): BenchmarkResult {
  const opened = openTrial(benchmark, measurements, confidence, looks);
  return "rule" in opened ? withFigure(opened, measurements) : opened;
}
