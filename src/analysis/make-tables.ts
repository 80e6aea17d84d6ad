import type { ResultsTables } from "../domain/results.ts";
import type { Store } from "../store/store.ts";
import type { AnalysisInput } from "./analysis-input.ts";
import { measureBias, measureLevels } from "./bias/bias.ts";
import { readDrgNotices, readDrgShifts } from "./drg/drg.ts";
import { readEmLevels } from "./em/em.ts";
import { readErrorClasses, readPcsAxes } from "./errors/errors.ts";
import type { FigureContext } from "./figure-context.ts";
import { readHccChanges } from "./hcc/hcc.ts";
import { readLineNotices } from "./lines/lines.ts";
import { readNotices, readUncovered } from "./notices/notices.ts";
import { readPoaNotices } from "./poa/poa.ts";
import { findRecurring } from "./recurring/recurring.ts";
import { noticeSubgroups } from "./subgroups/columns.ts";
import { measureSubgroups } from "./subgroups/subgroups.ts";
import { readValidityNotices } from "./validity/validity.ts";

/** Tables that say what an engine gets wrong, and where. */
type ErrorTables = Omit<
  ResultsTables,
  | "documents"
  | "flow"
  | "responses"
  | "automation"
  | "risk_coverage"
  | "calibration_bins"
  | "unstable_codes"
  | "adjudication"
>;

async function gatherNotices(store: Store, input: AnalysisInput, context: FigureContext) {
  return [
    ...(await readNotices(store, input)),
    ...(await readValidityNotices(store)),
    ...(await readUncovered(store)),
    ...(await readPoaNotices(store)),
    ...(await readLineNotices(store)),
    ...(await readDrgNotices(store)),
    ...noticeSubgroups(context.scopes),
  ];
}

/** Every table about codes and errors. Needs what `classifyErrors` and `fillMeasures` made. */
export async function makeTables(
  store: Store,
  input: AnalysisInput,
  context: FigureContext,
): Promise<ErrorTables> {
  const encounters = context.scopes[0]?.encounters ?? 0;
  const recurring = await findRecurring(store, context);
  return {
    codes: [...(await measureBias(store, encounters, context.confidence))],
    code_levels: [...(await measureLevels(store, encounters, context.confidence))],
    error_classes: [...(await readErrorClasses(store))],
    pcs_axes: [...(await readPcsAxes(store))],
    recurring_errors: [...recurring.errors],
    error_sets: [...recurring.sets],
    code_errors: [...recurring.codes],
    slices: [...(await measureSubgroups(store, context))],
    em_levels: [...(await readEmLevels(store))],
    drg_shifts: [...(await readDrgShifts(store))],
    hcc_changes: [...(await readHccChanges(store))],
    notices: await gatherNotices(store, input, context),
  };
}
