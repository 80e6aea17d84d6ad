import { allSystems } from "../../domain/code-system.ts";
import type { Figure } from "../../domain/figure.ts";
import { agreementMetric, indexFigures, overallSystem } from "../figures.ts";
import { formatCount, formatQuantity, formatRequired } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
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

function describeDirect(figure: Figure | null): string {
  const plain = "Coded by the engine without a person; the rest it held back or failed on.";
  if (figure?.numerator == null || figure.denominator === null) return plain;
  return `${formatCount(figure.numerator)} of ${formatCount(figure.denominator)} encounters. ${plain}`;
}

/** The three numbers of the first screen: overall agreement, share direct to bill, agreement on that share. */
export function buildHeadlines({ results }: ReportInput): readonly Headline[] {
  const { run, figures } = results;
  const find = indexFigures(figures);
  const system = overallSystem(figures, run.systems);
  const overall = find(agreementMetric, system);
  const direct = find("engine.answered_rate");
  const answered = find(`${agreementMetric}.answered`, system);
  return [
    buildHeadline(
      overall,
      run.unit,
      "Agreement with the coders, every encounter",
      `F1 of codes, ${nameSystems(system)}. A held or failed encounter counts all its codes as missed.`,
    ),
    buildHeadline(direct, run.unit, "Share that would go direct to bill", describeDirect(direct)),
    buildHeadline(
      answered,
      run.unit,
      "Agreement on that share",
      `F1 of codes, ${nameSystems(system)}, over the encounters that the engine coded.`,
    ),
  ];
}
