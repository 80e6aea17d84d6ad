import { allSystems } from "../../domain/code-system.ts";
import type { AutomationRow } from "../../domain/evidence-tables.ts";
import type { Figure } from "../../domain/figure.ts";
import type { Results } from "../../domain/results.ts";
import { agreementMetric, indexFigures, overallSystem } from "../figures.ts";
import { formatCount, formatPercent, formatQuantity, formatRequired } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { describePromise, formatConfidenceLevel } from "./automation-words.ts";
import { buildFigureCell, type FigureCell } from "./figure-cell.ts";

export interface Headline extends FigureCell {
  readonly label: string;
  readonly meaning: string;
  readonly evidence: string;
}

function describeEvidence(figure: Figure | null, unit: string): string {
  if (figure?.encounters == null) return "";
  const encounters = formatQuantity(figure.encounters, "encounter");
  if (unit === "encounter" || figure.clusters === null) return `n = ${encounters}`;
  return `n = ${encounters}, ${formatQuantity(figure.clusters, unit)}`;
}

function buildHeadline(figure: Figure | null, unit: string, label: string, meaning: string): Headline {
  const cell = buildFigureCell(figure);
  const confidence = formatRequired("share", figure?.confidence ?? 0.95);
  const interval = cell.interval === null ? null : `${cell.interval} (${confidence} interval)`;
  return { ...cell, interval, label, meaning, evidence: describeEvidence(figure, unit) };
}

function nameSystems(system: string): string {
  return system === allSystems ? "all code systems" : system;
}

function describeAnswered(figure: Figure | null): string {
  const plain = "Coded by the engine alone; the rest it held back or failed on.";
  if (figure?.numerator == null || figure.denominator === null) return plain;
  return `${formatCount(figure.numerator)} of ${formatCount(figure.denominator)} encounters. ${plain}`;
}

/** The row of the whole run where a threshold is proved for it, and something is accepted there. */
function findProved({ tables }: Results): AutomationRow | null {
  return (
    tables.automation.find(
      ({ slice, threshold, precision }) => slice === null && threshold !== null && precision !== null,
    ) ?? null
  );
}

/** What may go direct to bill by a proved threshold, and how much of that is coded alike. */
function buildProved(results: Results, row: AutomationRow, answered: Figure | null): readonly Headline[] {
  const { unit } = results.run;
  const find = indexFigures(results.figures);
  const level = row.threshold === null ? "" : formatConfidenceLevel(row.threshold);
  const rest = answered?.value == null ? "" : ` The engine answered ${formatPercent(answered.value)} alone.`;
  return [
    buildHeadline(
      find("automation.coverage"),
      unit,
      "Share that may go direct to bill",
      `A confidence of ${level} or more. Proved: ${describePromise(row)}.${rest}`,
    ),
    buildHeadline(
      find("automation.precision"),
      unit,
      "Coded exactly alike on that share",
      "Every code of the encounter as the coders gave it, none more and none less.",
    ),
  ];
}

function buildAnswered(results: Results, answered: Figure | null, system: string): readonly Headline[] {
  const { unit } = results.run;
  return [
    buildHeadline(answered, unit, "Answered without a person", describeAnswered(answered)),
    buildHeadline(
      indexFigures(results.figures)(`${agreementMetric}.answered`, system),
      unit,
      "Agreement on that share",
      `F1 of codes, ${nameSystems(system)}, over the encounters that the engine coded.`,
    ),
  ];
}

/**
 * The three numbers of the first screen: overall agreement, then the share that a proved threshold lets go direct to
 * bill and how much of it is coded alike; without one, the share answered and agreement on it.
 */
export function buildHeadlines({ results }: ReportInput): readonly Headline[] {
  const { run, figures } = results;
  const find = indexFigures(figures);
  const system = overallSystem(figures, run.systems);
  const answered = find("engine.answered_rate");
  const proved = findProved(results);
  return [
    buildHeadline(
      find(agreementMetric, system),
      run.unit,
      "Agreement with the coders, every encounter",
      `F1 of codes, ${nameSystems(system)}. A held or failed encounter counts all its codes as missed.`,
    ),
    ...(proved === null ? buildAnswered(results, answered, system) : buildProved(results, proved, answered)),
  ];
}
