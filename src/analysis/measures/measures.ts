import { isDrgSystem } from "../../domain/code-system.ts";
import type { Figure } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import { metricCatalogue } from "../../domain/metric-catalogue.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type FigureContext, nameNotGiven, systemName, systemNumbers } from "../figure-context.ts";
import { type MomentsRow, momentsOf, momentsRow, noMoments } from "../moments-row.ts";
import { ratioFigure } from "../ratio-figure.ts";
import type { Scope } from "../slices/scopes.ts";
import type { Unavailable } from "./unavailable.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const metrics = metricCatalogue.filter(({ isMeasure }) => isMeasure);

function rowKey(scopeIx: number, systemIx: number | null, metric: string): string {
  return `${scopeIx}|${systemIx}|${metric}`;
}

/** The systems a measure's figures are made for, by number: its own among those asked, and all of them together. */
function systemsOf(context: FigureContext, { perSystem, systems }: Metric): readonly (number | null)[] {
  if (!perSystem) return [null];
  return systemNumbers(context).filter((systemIx) => {
    const name = systemName(context, systemIx) ?? "";
    if (systems === null || systemIx !== -1) return systems === null || systems.includes(name);
    return !systems.some(isDrgSystem);
  });
}

function whyNull(scope: Scope, metric: Metric, notGiven: string | null, reason: string | undefined): string {
  if (scope.encounters === 0) return "no encounter in scope matches";
  if (notGiven !== null) return `the engine gives no ${notGiven}`;
  if (reason !== undefined) return reason;
  if (metric.name.endsWith(".answered") && scope.answered === 0) return "no encounter was answered";
  return metric.whenEmpty;
}

/**
 * Every figure whose sums stand in the table `measures`, for every scope. `unavailable` gives, by metric, why the
 * whole run has no such figure: a table that is not loaded, dates that are not real.
 */
export async function measureRatios(
  store: Store,
  context: FigureContext,
  unavailable: Unavailable,
): Promise<readonly Figure[]> {
  const rows = await store.query(querySql, momentsRow);
  const byKey = new Map(rows.map((row) => [rowKey(row.scope_ix, row.system_ix, row.metric), row]));
  const figureOf = (scope: Scope, metric: Metric, systemIx: number | null): Figure => {
    const notGiven = systemIx === null ? null : nameNotGiven(context, systemIx);
    const reason = unavailable.get(metric.name.replace(/\.answered$/, ""));
    const row: MomentsRow | undefined = byKey.get(rowKey(scope.index, systemIx, metric.name));
    const isNull = row === undefined || notGiven !== null || reason !== undefined;
    return ratioFigure({
      key: { metric: metric.name, system: systemName(context, systemIx), slice: scope.slice },
      metric,
      moments: isNull ? noMoments : momentsOf(row),
      unit: context.unit,
      confidence: context.confidence,
      noteWhenNull: whyNull(scope, metric, notGiven, reason),
    });
  };
  return context.scopes.flatMap((scope) =>
    metrics.flatMap((metric) =>
      systemsOf(context, metric).map((systemIx) => figureOf(scope, metric, systemIx)),
    ),
  );
}
