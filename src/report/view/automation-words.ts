import type { AutomationRow } from "../../domain/evidence-tables.ts";
import { formatCount, formatPercent, formatPercentRange, formatRequired, formatRounded } from "../format.ts";

/** A confidence as an engine gives it, 0 to 1, without the last digits of a binary fraction. */
export function formatConfidenceLevel(level: number): string {
  return String(Number(level.toFixed(6)));
}

function withRange(value: number | null, lower: number | null, upper: number | null): string {
  const range = formatPercentRange(lower, upper);
  return range === null ? formatPercent(value) : `${formatPercent(value)} (${range})`;
}

/** What is promised, and at which confidence. */
export function describePromise({ target_error, confidence }: AutomationRow): string {
  const target = formatRequired("share", target_error);
  return `at most ${target} of those accepted are not coded exactly as the coders did, at ${formatRequired("share", confidence)} confidence`;
}

function describeAccepted(row: AutomationRow): string {
  const coverage = withRange(row.coverage, row.coverage_lower, row.coverage_upper);
  const precision = withRange(row.precision, row.precision_lower, row.precision_upper);
  return `On the half of the run that it was not chosen on, it accepts ${coverage} of ${formatCount(row.encounters)} encounters, and ${precision} of those are coded exactly alike.`;
}

/** Charts and errors let through, at the run's own volume where its dates are real. */
export function describeVolume(row: AutomationRow): string | null {
  if (row.errors_per_1000 === null) return null;
  const perThousand = `Of every 1,000 charts, about ${formatRounded(row.errors_per_1000)} would be billed with an error that no person saw.`;
  if (row.charts_per_day === null || row.errors_per_day === null) return perThousand;
  return `${perThousand} At the volume of this run, about ${formatRounded(row.charts_per_day)} charts a day need no coder, and about ${formatRounded(row.errors_per_day)} of them have an error.`;
}

/** The finding for the whole run in plain words. */
export function describeThreshold(row: AutomationRow): string {
  if (row.threshold === null)
    return `No threshold holds what was asked (${describePromise(row)}): ${row.note ?? "none is proved"}. Nothing should go direct to bill on this evidence.`;
  const level = formatConfidenceLevel(row.threshold);
  const rest =
    row.precision === null ? `But ${row.note ?? "none is accepted there"}.` : describeAccepted(row);
  return `Encounters with a confidence of ${level} or more may go direct to bill: ${describePromise(row)}. ${rest}`;
}
