import type { Benchmark } from "../../domain/benchmark.ts";
import type { PlannedBenchmark, Volumes } from "../../domain/plan-document.ts";
import type { Requirement } from "../../stats/power/power.ts";
import { metricAsked } from "../figure-asked.ts";
import { formatBeside, formatThreshold } from "../gate-words.ts";
import { readRequirement, satisfies, writeRequirement } from "../requirement.ts";
import { countFor, drawCurve, listMargins, type PowerQuestion } from "./plan-counts.ts";
import { findPlanEvidence, type PlanEvidence, type PlanEvidenceSearch } from "./plan-evidence.ts";
import type { PlanInputs } from "./plan-inputs.ts";
import { countedKindOf, countInPilot } from "./plan-volumes.ts";

/** A planned benchmark with the question behind it (null where nothing is reckoned) and what was assumed for it. */
export interface PlannedRow {
  readonly row: PlannedBenchmark;
  readonly question: PowerQuestion | null;
  readonly assumed: readonly string[];
}

const noCounts = {
  encounters_80: null,
  encounters_90: null,
  site_80: null,
  site_90: null,
  weeks_80: null,
  weeks_90: null,
} as const;

function roundShare(share: number): number {
  return Number(share.toPrecision(6));
}

/** How many of the site's encounters enter the figure: as in the pilot; all, where the benchmark takes no slice. */
function findShare(benchmark: Benchmark, planned: PlanEvidence | null, inputs: PlanInputs): number | null {
  const all = countInPilot(inputs, countedKindOf(benchmark));
  const entered = planned?.figure?.encounters ?? null;
  if (all !== null && entered !== null) return Math.min(1, entered / all);
  return benchmark.slice === undefined && benchmark.each === undefined ? 1 : null;
}

function describe(benchmark: Benchmark, search: PlanEvidenceSearch, inputs: PlanInputs): PlannedBenchmark {
  const outlook = search.kind === "reckoned" ? search.outlook : null;
  const share = findShare(benchmark, search.kind === "reckoned" ? search : null, inputs);
  return {
    name: benchmark.name ?? null,
    metric: benchmark.metric,
    system: benchmark.system ?? null,
    slice: benchmark.slice ?? null,
    each: benchmark.each ?? null,
    level: benchmark.level,
    requirement: writeRequirement(benchmark),
    counts: countedKindOf(benchmark),
    expected: search.expected?.value ?? null,
    expected_from: search.expected?.from ?? null,
    design_effect: outlook === null ? null : roundShare(outlook.designEffect.value),
    design_effect_from: outlook?.designEffect.from ?? null,
    units_per_encounter: outlook === null ? null : roundShare(outlook.units.value),
    units_per_encounter_from: outlook?.units.from ?? null,
    share: share === null ? null : roundShare(share),
    ...noCounts,
    curve: [],
    at_sizes: [],
    margins: [],
    note: search.kind === "unknown" ? search.reason : null,
  };
}

/** Encounters of the site, and whole weeks, until so many have entered the figure. */
function spread(count: number | null, { share, counts }: PlannedBenchmark, perWeek: Volumes) {
  const site = count === null || share === null || share <= 0 ? null : Math.ceil(count / share - 1e-9);
  const volume = perWeek[counts];
  return { site, weeks: site === null || volume === null || volume <= 0 ? null : Math.ceil(site / volume) };
}

function isReached(expected: number, requirement: Requirement): boolean {
  return expected !== requirement.threshold && satisfies(expected, requirement);
}

function whyNotReached(row: PlannedBenchmark, { kind, threshold }: Requirement): string {
  const than = kind === "at-least" ? "above" : "below";
  const expected = formatBeside(row.expected ?? threshold, threshold);
  return `the value expected, ${expected}, is not ${than} ${formatThreshold(threshold)}: no number of encounters proves it`;
}

const rough = 10;

function warnOfPilot({ figure, expected }: PlanEvidence, unit: string): string | null {
  if (expected.from !== "pilot" || figure === null) return null;
  if (figure.value === 1 || figure.value === 0)
    return `the pilot saw no exception in ${figure.encounters} encounters; the true value is likely less good: give expected`;
  const rare = figure.rare_clusters;
  if (rare === null || rare >= rough) return null;
  return `only ${rare} ${unit}s of the pilot carry the rarer outcome: value and design effect are rough`;
}

const upperLimit =
  "an upper limit: reckoned as if reviewed charts alone told of the truth; the others help, and it may be several times too many";

/** What to mind of a count; null where nothing is. */
function warnOf({ counts }: PlannedBenchmark, planned: PlanEvidence, { pilot }: PlanInputs): string | null {
  const unit = pilot?.results.run.unit ?? "patient";
  return (
    warnOfPilot(planned, unit) ?? (counts === "adjudicated" && planned.figure === null ? upperLimit : null)
  );
}

function askAnew(benchmark: Benchmark, inputs: PlanInputs, question: PowerQuestion) {
  return (value: number): PowerQuestion | null => {
    const { expectedOf, ...options } = inputs.options;
    const told = new Map([...expectedOf, [metricAsked(benchmark), value]]);
    const search = findPlanEvidence(benchmark, { ...inputs, options: { ...options, expectedOf: told } });
    return search.kind === "unknown" ? null : { ...question, planned: search };
  };
}

function count(
  row: PlannedBenchmark,
  question: PowerQuestion,
  benchmark: Benchmark,
  inputs: PlanInputs,
  perWeek: Volumes,
): PlannedBenchmark {
  const { planned, requirement } = question;
  const margins = listMargins(
    planned.expected.value,
    requirement.threshold,
    askAnew(benchmark, inputs, question),
  );
  const [eighty, ninety] = [countFor(question, 0.8), countFor(question, 0.9)];
  const [at80, at90] = [spread(eighty, row, perWeek), spread(ninety, row, perWeek)];
  const note = eighty === null ? "a thousand million encounters are too few" : warnOf(row, planned, inputs);
  return {
    ...row,
    encounters_80: eighty,
    encounters_90: ninety,
    site_80: at80.site,
    site_90: at90.site,
    weeks_80: at80.weeks,
    weeks_90: at90.weeks,
    curve: ninety === null ? [] : [...drawCurve(question, ninety)],
    margins: [
      ...margins,
      { way: 1, value: planned.expected.value, encounters_80: eighty, encounters_90: ninety },
    ],
    note,
  };
}

/** Plans one benchmark; without a bound, a true value or a threshold below it, the row has no counts and says why. */
export function planBenchmark(benchmark: Benchmark, inputs: PlanInputs, perWeek: Volumes): PlannedRow {
  const search = findPlanEvidence(benchmark, inputs);
  const row = describe(benchmark, search, inputs);
  const requirement = readRequirement(benchmark);
  if (search.kind === "unknown") return { row, question: null, assumed: [] };
  if (requirement === null)
    return { row: { ...row, note: "the benchmark asks for nothing" }, question: null, assumed: [] };
  if (!isReached(search.expected.value, requirement)) {
    return { row: { ...row, note: whyNotReached(row, requirement) }, question: null, assumed: [] };
  }
  const question = { planned: search, requirement, fewest: benchmark.min_encounters ?? 1 };
  return {
    row: count(row, question, benchmark, inputs, perWeek),
    question,
    assumed: search.assumed,
  };
}
