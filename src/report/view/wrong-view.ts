import type { Results } from "../../domain/results.ts";
import type { DrawChart } from "../charts/drawing.ts";
import { buildErrorClassesView, type ErrorClassesView } from "./error-classes-view.ts";
import { buildErrorSetsView, type ErrorSetsView } from "./error-sets-view.ts";
import { buildRecurringView, type RecurringView } from "./recurring-view.ts";

export interface WrongView {
  readonly recurring: RecurringView;
  readonly classes: ErrorClassesView;
  readonly sets: ErrorSetsView;
  readonly hasPages: boolean;
}

/** What the engine gets wrong: errors that come back, errors by kind, errors that come together. */
export async function buildWrongView(results: Results, draw: DrawChart): Promise<WrongView> {
  return {
    recurring: buildRecurringView(results),
    classes: await buildErrorClassesView(results, draw),
    sets: buildErrorSetsView(results),
    hasPages: results.tables.code_errors.length > 0,
  };
}
