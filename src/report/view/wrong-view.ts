import type { Results } from "../../domain/results.ts";
import type { DrawChart } from "../charts/drawing.ts";
import { indexFigures } from "../figures.ts";
import { formatCount, formatPercent } from "../format.ts";
import { buildErrorClassesView, type ErrorClassesView } from "./error-classes-view.ts";
import { buildErrorSetsView, type ErrorSetsView } from "./error-sets-view.ts";
import { buildRecurringView, type RecurringView } from "./recurring-view.ts";

export interface WrongView {
  readonly recurring: RecurringView;
  readonly classes: ErrorClassesView;
  readonly sets: ErrorSetsView;
  /** Indicators that hide what the stay caused; null where the run has no such figure. */
  readonly poa: string | null;
  readonly hasPages: boolean;
}

function describePoa(results: Results): string | null {
  const find = indexFigures(results.figures);
  const systems = [null, ...results.run.systems];
  const figure = systems.map((system) => find("poa.n_to_y", system)).find((one) => one !== null);
  if (figure?.value == null || figure.numerator === null || figure.denominator === null) return null;
  const noun = figure.denominator === 1 ? "diagnosis" : "diagnoses";
  return `Present on admission: of ${formatCount(figure.denominator)} matched ${noun} that the coders marked N, the engine marks ${formatCount(figure.numerator)} Y (${formatPercent(figure.value)}). That hides what arose during the stay.`;
}

/** What the engine gets wrong: errors that come back, errors by kind, errors that come together. */
export async function buildWrongView(results: Results, draw: DrawChart): Promise<WrongView> {
  return {
    recurring: buildRecurringView(results),
    classes: await buildErrorClassesView(results, draw),
    sets: buildErrorSetsView(results),
    poa: describePoa(results),
    hasPages: results.tables.code_errors.length > 0,
  };
}
