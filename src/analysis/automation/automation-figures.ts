import type { Figure } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import { blankFigure } from "../blank-figure.ts";
import type { FigureContext } from "../figure-context.ts";
import { type CountedMoments, ratioFigure } from "../ratio-figure.ts";
import { type Trial, whyNoneProved } from "./trials.ts";

/** The three figures of one threshold. */
export interface AutomationFigures {
  readonly threshold: Figure;
  readonly coverage: Figure;
  readonly precision: Figure;
}

const nobodyReaches = "no encounter of the other half reaches the threshold";

/** `automation.*` of a run that has none, and why. */
export function figuresWithout({ confidence }: FigureContext, note: string): readonly Figure[] {
  return ["threshold", "coverage", "precision"].map((name) => ({
    metric: `automation.${name}`,
    system: null,
    slice: null,
    value: null,
    ...blankFigure,
    confidence,
    encounters: 0,
    note,
  }));
}

function thresholdFigure({ claim, proved, method }: Trial, note: string | null): Figure {
  return {
    metric: "automation.threshold",
    system: null,
    slice: claim.slice,
    value: proved?.confidence ?? null,
    ...blankFigure,
    confidence: 1 - claim.delta,
    method: proved === null ? null : method,
    encounters: claim.size.tested,
    note,
  };
}

/** The figures of a trial; `momentsFor` gives the sums over clusters of the half that the threshold was not chosen on. */
export function automationFigures(
  trial: Trial,
  { unit, confidence }: FigureContext,
  momentsFor: (metric: string) => CountedMoments,
): AutomationFigures {
  const why = whyNoneProved(trial);
  const shareOf = (name: string): Figure => {
    const metric = findMetric(name);
    if (metric === undefined) throw new Error(`${name} is no metric`);
    const key = { metric: name, system: null, slice: trial.claim.slice };
    return ratioFigure({
      key,
      metric,
      moments: momentsFor(name),
      unit,
      confidence,
      noteWhenNull: why ?? nobodyReaches,
    });
  };
  return {
    threshold: thresholdFigure(trial, why),
    coverage: shareOf("automation.coverage"),
    precision: shareOf("automation.precision"),
  };
}
