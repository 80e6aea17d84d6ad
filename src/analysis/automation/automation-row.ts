import type { AutomationRow } from "../../domain/evidence-tables.ts";
import type { AutomationFigures } from "./automation-figures.ts";
import type { Trial } from "./trials.ts";

interface Counts {
  readonly encounters: number;
  readonly accepted: number;
  readonly errors: number;
}

function countReported({ claim }: Trial, { coverage, precision }: AutomationFigures): Counts {
  const accepted = coverage.numerator ?? 0;
  const encounters = claim.size.encounters - claim.size.tested;
  return { encounters, accepted, errors: accepted - (precision.numerator ?? 0) };
}

/** Counts of the reported half carried over to the volume of the run: charts a day, and errors among them. */
function describeVolume({ claim, proved }: Trial, { encounters, accepted, errors }: Counts) {
  if (proved === null || encounters === 0)
    return { charts_per_day: null, errors_per_day: null, errors_per_1000: null };
  const { days, encounters: all } = claim.size;
  const perDay = days === null ? null : all / days;
  return {
    charts_per_day: perDay === null ? null : (perDay * accepted) / encounters,
    errors_per_day: perDay === null ? null : (perDay * errors) / encounters,
    errors_per_1000: (1000 * errors) / encounters,
  };
}

/** One row of the table `automation`: a trial, and what its threshold does on the half that it was not chosen on. */
export function automationRow(trial: Trial, figures: AutomationFigures): AutomationRow {
  const { claim, shown } = trial;
  const counts = countReported(trial, figures);
  const { threshold, coverage, precision } = figures;
  return {
    slice: claim.slice,
    threshold: threshold.value,
    target_error: claim.target,
    confidence: 1 - claim.delta,
    method: trial.method,
    candidates: trial.candidates,
    tested_encounters: claim.size.tested,
    tested_accepted: Number(shown?.x ?? 0n),
    tested_errors: Number(shown?.y ?? 0n),
    ...counts,
    coverage: coverage.value,
    coverage_lower: coverage.lower,
    coverage_upper: coverage.upper,
    precision: precision.value,
    precision_lower: precision.lower,
    precision_upper: precision.upper,
    ...describeVolume(trial, counts),
    note: threshold.note ?? precision.note,
  };
}
