import type { AutomationRow } from "../../domain/evidence-tables.ts";
import type { Results } from "../../domain/results.ts";
import type { DrawChart } from "../charts/drawing.ts";
import { indexFigures, sliceTitle } from "../figures.ts";
import { absent, formatAbout, formatCount, formatPercent, formatPercentRange } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { describeThreshold, describeVolume, formatConfidenceLevel } from "./automation-words.ts";
import { buildCalibrationView, type CalibrationView } from "./calibration-view.ts";
import { buildRiskView, type RiskView } from "./risk-view.ts";

interface ShareCell {
  readonly text: string;
  readonly interval: string | null;
}

interface ThresholdLine {
  readonly title: string;
  readonly threshold: string;
  readonly encounters: string;
  readonly coverage: ShareCell;
  readonly precision: ShareCell;
  readonly charts: string;
  readonly errors: string;
  readonly perThousand: string;
  readonly note: string | null;
}

export interface AutomationView {
  readonly sentence: string;
  readonly volume: string | null;
  /** How it was tested; null where nothing was. */
  readonly method: string | null;
  readonly lines: readonly ThresholdLine[];
  readonly risk: RiskView | null;
  readonly calibration: CalibrationView;
}

function shareCell(value: number | null, lower: number | null, upper: number | null): ShareCell {
  return { text: formatPercent(value), interval: formatPercentRange(lower, upper) };
}

function aboutOrAbsent(value: number | null): string {
  return value === null ? absent : formatAbout(value);
}

function buildLine(row: AutomationRow): ThresholdLine {
  return {
    title: row.slice === null ? "Whole run" : sliceTitle(row.slice),
    threshold: row.threshold === null ? "none" : formatConfidenceLevel(row.threshold),
    encounters: formatCount(row.encounters),
    coverage: shareCell(row.coverage, row.coverage_lower, row.coverage_upper),
    precision: shareCell(row.precision, row.precision_lower, row.precision_upper),
    charts: aboutOrAbsent(row.charts_per_day),
    errors: aboutOrAbsent(row.errors_per_day),
    perThousand: aboutOrAbsent(row.errors_per_1000),
    note: row.note,
  };
}

function findWhole({ tables }: Results): AutomationRow | null {
  return tables.automation.find(({ slice }) => slice === null) ?? null;
}

function startSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function describeMethod({ candidates, tested_encounters, method }: AutomationRow): string {
  const tested = `${formatCount(candidates)} thresholds could be tried on ${formatCount(tested_encounters)} encounters, the strictest first and until one failed`;
  const meaning =
    "a threshold counts only where encounters that played no part in choosing it refute that more errors than allowed are let through";
  return `${tested}; no patient is in both halves. Method: ${method}; ${meaning}.`;
}

/** What may go direct to bill, and how far the engine's confidences can be trusted. */
export async function buildAutomationView(
  { results }: ReportInput,
  draw: DrawChart,
): Promise<AutomationView> {
  const whole = findWhole(results);
  const figure = indexFigures(results.figures)("automation.threshold");
  const why = figure?.note ?? "no automation threshold was measured";
  return {
    sentence: whole === null ? startSentence(why) : describeThreshold(whole),
    volume: whole === null ? null : describeVolume(whole),
    method: whole === null ? null : describeMethod(whole),
    lines: results.tables.automation.map(buildLine),
    risk: await buildRiskView(results, whole, draw),
    calibration: await buildCalibrationView(results, draw),
  };
}
