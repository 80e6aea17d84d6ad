import type { Figure } from "../../domain/figure.ts";
import { metricCatalogue } from "../../domain/metric-catalogue.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type FigureContext, nameNotGiven, systemName, systemNumbers } from "../figure-context.ts";
import { momentsOf, momentsRow, noMoments } from "../moments-row.ts";
import { nullReason } from "../null-reason.ts";
import { ratioFigure } from "../ratio-figure.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));

const metrics = metricCatalogue.filter(
  (metric) =>
    metric.perSystem &&
    !metric.isMeasure &&
    metric.form !== "macro" &&
    /^(codes|encounters)\./.test(metric.name),
);

function rowKey(scopeIx: number, systemIx: number | null, metric: string): string {
  return `${scopeIx}|${systemIx}|${metric}`;
}

/**
 * `codes.*` and `encounters.*` ratios, also `.answered`, for every scope and code system. Where neither side holds
 * anything the figure is there all the same, null with its reason.
 */
export async function measureAgreement(store: Store, context: FigureContext): Promise<readonly Figure[]> {
  const rows = await store.query(querySql, momentsRow);
  const byKey = new Map(rows.map((row) => [rowKey(row.scope_ix, row.system_ix, row.metric), row]));
  return context.scopes.flatMap((scope) =>
    systemNumbers(context).flatMap((systemIx) =>
      metrics.map((metric) => {
        const row = byKey.get(rowKey(scope.index, systemIx, metric.name));
        const notGiven = nameNotGiven(context, systemIx);
        return ratioFigure({
          key: { metric: metric.name, system: systemName(context, systemIx), slice: scope.slice },
          metric,
          moments: row === undefined || notGiven !== null ? noMoments : momentsOf(row),
          unit: context.unit,
          confidence: context.confidence,
          noteWhenNull: nullReason(scope, metric.name, notGiven),
        });
      }),
    ),
  );
}
