import { riskCoverageRowSchema } from "../../domain/evidence-tables.ts";
import type { Figure } from "../../domain/figure.ts";
import type { ResultsTables } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { AnalysisInput } from "../analysis-input.ts";
import type { FigureContext } from "../figure-context.ts";
import { measureAutomation } from "./automation.ts";
import { measureCalibration } from "./calibration.ts";

const encountersSql = readSql(new URL("./encounters.sql", import.meta.url));
const riskCoverageSql = readSql(new URL("./risk-coverage.sql", import.meta.url));
const dropSql = `DROP VIEW automation_members; DROP TABLE confidences; DROP TABLE confidence_bins; DROP TABLE confidence_places;`;

/** All that rests on the engine's confidences. */
export interface ConfidenceEvidence {
  readonly figures: readonly Figure[];
  readonly tables: Pick<ResultsTables, "automation" | "risk_coverage" | "calibration_bins">;
}

/** `calibration.*` and `automation.*` with their tables. Needs what `encode` and `makeScopes` made. */
export async function measureConfidence(
  store: Store,
  context: FigureContext,
  input: AnalysisInput,
): Promise<ConfidenceEvidence> {
  await store.execute(encountersSql, { seed: input.seed, by: input.automation?.by ?? null });
  const calibration = await measureCalibration(store, context);
  const automation = await measureAutomation(store, context, input);
  const riskCoverage = await store.query(riskCoverageSql, riskCoverageRowSchema);
  await store.execute(dropSql);
  return {
    figures: [...calibration.figures, ...automation.figures],
    tables: {
      automation: [...automation.rows],
      risk_coverage: riskCoverage,
      calibration_bins: [...calibration.bins],
    },
  };
}
