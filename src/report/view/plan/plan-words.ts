import type { PlanDocument, PlannedBenchmark } from "../../../domain/plan-document.ts";
import { metricTitle, metricUnit, sliceTitle, systemTitle } from "../../figures.ts";
import { absent, formatCount, formatQuantity, formatRequired, type Unit } from "../../format.ts";

type Counts = PlannedBenchmark["counts"];

const nouns: Record<Counts, string> = {
  encounters: "encounter",
  "doubly-coded": "doubly coded encounter",
  adjudicated: "adjudicated encounter",
};

const origins = {
  option: "given",
  benchmark: "benchmark",
  pilot: "pilot",
  scenario: "scenario",
  assumed: "assumed",
} as const;

/** "ICD-10-CM · payer: Medicare · each specialty"; "Every encounter" where a benchmark is about the whole run. */
export function describeScope({ system, slice, each }: PlannedBenchmark): string {
  const parts = [
    system === null ? null : systemTitle(system),
    slice === null ? null : sliceTitle(slice),
    each === null || each in (slice ?? {}) ? null : `each ${each}`,
  ];
  return parts.filter((part) => part !== null).join(" · ") || "Every encounter";
}

/** Metric and scope in one line: "Recall of codes · ICD-10-CM". */
export function nameMetric(row: PlannedBenchmark): string {
  const scope = describeScope(row);
  const title = metricTitle(row.metric).replace(/ \([^)]*\)$/, "");
  return scope === "Every encounter" ? title : `${title} · ${scope}`;
}

/** The benchmark in one line, for a heading or a chart: by its own name, and its slice, where it has one. */
export function nameBenchmark(row: PlannedBenchmark): string {
  if (row.name === null) return nameMetric(row);
  return row.slice === null ? row.name : `${row.name} · ${sliceTitle(row.slice)}`;
}

function isRelative({ requirement }: PlannedBenchmark): boolean {
  return requirement.no_worse_by !== undefined || requirement.better_by !== undefined;
}

function unitOf(row: PlannedBenchmark): Unit {
  const unit = metricUnit(row.metric);
  return isRelative(row) && unit === "share" ? "difference" : unit;
}

/** "≥ 95 %", "no worse than the second coder by 2 points". */
export function describeRequirement(row: PlannedBenchmark): string {
  const { at_least, at_most, no_worse_by, better_by, relative_to, on } = row.requirement;
  const show = (value: number) => formatRequired(unitOf(row), value);
  const point = on === "point" ? " of the value itself" : "";
  const other = relative_to === "human" ? "the second coder" : "the baseline";
  if (at_least !== undefined) return `≥\u00a0${show(at_least)}${point}`;
  if (at_most !== undefined) return `≤\u00a0${show(at_most)}${point}`;
  if (better_by !== undefined) return `better than ${other} by ${show(better_by)}${point}`;
  return `no worse than ${other} by ${show(no_worse_by ?? 0)}${point}`;
}

/** A true value in the benchmark's unit. */
export function showValue(row: PlannedBenchmark, value: number | null): string {
  return value === null ? absent : formatRequired(unitOf(row), Number(value.toPrecision(4)));
}

/** "doubly coded encounters", where a benchmark counts others than all; else null. */
export function nameCounted({ counts }: PlannedBenchmark): string | null {
  return counts === "encounters" ? null : `${nouns[counts]}s`;
}

/** Where a number of the plan comes from, in a word. */
export function showOrigin(from: PlannedBenchmark["expected_from"]): string | null {
  return from === null ? null : origins[from];
}

/** "3 weeks", "3–4 weeks". */
export function showWeeks({ weeks_80, weeks_90 }: Pick<PlannedBenchmark, "weeks_80" | "weeks_90">): string {
  if (weeks_80 === null) return absent;
  if (weeks_90 === null || weeks_90 === weeks_80) return formatQuantity(weeks_80, "week");
  return `${formatCount(weeks_80)}–${formatCount(weeks_90)}\u00a0weeks`;
}

/** A chance in whole per cent, rounded down, so that 79.9 % never reads as 80 %. */
export function showPower(power: number): string {
  return `${Math.floor(power * 100 + 1e-9)}\u00a0%`;
}

/** One sentence on what the site brings in a week; null where nobody says. */
export function describeVolumes({ per_week: perWeek }: PlanDocument): string | null {
  const parts = (["encounters", "doubly-coded", "adjudicated"] as const).flatMap((kind) => {
    const volume = perWeek[kind];
    return volume === null ? [] : [formatQuantity(Math.round(volume), nouns[kind])];
  });
  return parts.length === 0 ? null : `The site brings ${parts.join(", ")} a week.`;
}
